package dev.sitefailover.rehearsal.reader;

import dev.sitefailover.document.yaml.Fields;
import dev.sitefailover.document.yaml.Ids;
import dev.sitefailover.document.yaml.Node;
import dev.sitefailover.document.yaml.Numbers;
import dev.sitefailover.document.yaml.Problems;
import dev.sitefailover.document.yaml.Texts;
import dev.sitefailover.document.yaml.Type;
import dev.sitefailover.rehearsal.rundown.ParticipantEntry;
import dev.sitefailover.rehearsal.rundown.Rundown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the participants: a number or a list. */
final class ParticipantReader {
    private static final List<String> KEYS = List.of("id", "registered", "title");
    private static final int MOST = Rundown.MOST_PARTICIPANTS;
    private static final Type<Integer> NUMBER = new Type<>(
            "allowed is a whole number from 1 to " + MOST + " or a list of { id, registered, title }",
            Numbers.count(1, MOST).parser());

    private ParticipantReader() {}

    /**
     * The participants.
     *
     * @param list one or more
     * @param listed whether the file lists them
     */
    record Participants(List<ParticipantEntry> list, boolean listed) {}

    static Participants read(Fields rundown, LocalTimes times, Problems problems) {
        if (!(rundown.value("participants") instanceof Node.Sequence sequence)) {
            int number = rundown.maybe("participants", NUMBER).orElse(1);
            return new Participants(Rundown.numbered(number), false);
        }
        Type<Instant> registered = times.registered();
        Ids ids = new Ids("participant", problems);
        List<ParticipantEntry> list = new ArrayList<>();
        for (Node item : sequence.items()) {
            if (list.size() == MOST) {
                problems.add(item.place(), "more than " + MOST + " participants", "allowed are at most " + MOST);
                break;
            }
            Fields fields = Fields.of(item, "a participant", KEYS, problems);
            String id = ids.read(fields);
            Optional<Instant> at = fields.maybe("registered", registered);
            list.add(new ParticipantEntry(id, fields.maybe("title", Texts.TEXT).orElse(id), at));
        }
        if (sequence.items().isEmpty() && sequence.complete()) {
            problems.add(sequence.place(), "participants: the list is empty", NUMBER.allowed());
        }
        return new Participants(list, true);
    }
}
