package dev.sitefailover.document.yaml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;

/**
 * Builds the tree from the YAML parser's events and reports what a document may not hold: anchors, aliases, tags, deep
 * nesting, a second document. After an error of syntax the tree holds what came before it, its open parts incomplete.
 */
final class NodeTree {
    static final int DEEPEST = 50;
    /** So deep is still skipped to go on behind it; deeper, the parser itself becomes slow. */
    private static final int DEEPEST_SKIPPED = 500;

    private final Problems problems;
    private final boolean cut;
    private final Deque<Frame> open = new ArrayDeque<>();
    private int skipping;
    private int documents;
    private Place last = Place.FILE;
    private @Nullable Node root;

    private NodeTree(Problems problems, boolean cut) {
        this.problems = problems;
        this.cut = cut;
    }

    /** The document's root; null when there is none. */
    static @Nullable Node read(SourceText.Decoded text, Problems problems) {
        NodeTree tree = new NodeTree(problems, text.cut());
        tree.run(text.content());
        // A cut-off file that holds no structure is not text at all, and that was said.
        return text.cut() && tree.root instanceof Node.Scalar scalar ? new Node.Broken(scalar.place()) : tree.root;
    }

    private void run(String content) {
        LoadSettings settings = LoadSettings.builder()
                // One buffer for all: with small ones a long scalar is copied again and again.
                .setBufferSize(content.length() + 1024)
                .build();
        try {
            Iterator<Event> events = new Parse(settings).parseString(content).iterator();
            boolean more = true;
            while (more && events.hasNext()) {
                more = accept(events.next());
            }
        } catch (MarkedYamlEngineException e) {
            Place place = e.getProblemMark().map(NodeTree::place).orElse(last);
            syntaxError(place, sentence(e));
        } catch (YamlVersionException e) {
            syntaxError(last, "it says it is YAML " + e.getSpecVersion().getRepresentation());
        } catch (RuntimeException e) {
            // The parser has its own bugs, e.g. on escapes beyond Unicode; to the user they are errors of syntax too.
            syntaxError(last, String.valueOf(e.getMessage()));
        }
        while (!open.isEmpty()) {
            Frame frame = open.pop();
            add(frame.end(false));
        }
    }

    private void syntaxError(Place place, String what) {
        // Where the text was cut off it is never well-formed, and the reason is already reported.
        if (!cut) {
            problems.add(place, "not valid YAML: " + Shown.clean(what), problems.noun() + " is one YAML 1.2 document");
        }
    }

    private static String sentence(MarkedYamlEngineException e) {
        @Nullable String context = e.getContext();
        return (context == null ? "" : context + ", ") + e.getProblem();
    }

    /** False when the rest must not be read. */
    private boolean accept(Event event) {
        last = event.getStartMark().map(NodeTree::place).orElse(last);
        if (event instanceof DocumentStartEvent start) {
            return startDocument(start);
        }
        if (event instanceof CollectionStartEvent start) {
            return startCollection(start);
        }
        if (event instanceof CollectionEndEvent) {
            endCollection();
        } else if (event instanceof NodeEvent node && skipping == 0) {
            add(leaf(node));
        }
        return true;
    }

    private boolean startDocument(DocumentStartEvent start) {
        if (++documents > 1) {
            problems.add(last, "a second document starts here", problems.noun() + " is one YAML 1.2 document");
            return false;
        }
        if (start.getTags().keySet().stream().anyMatch(handle -> !handle.equals("!") && !handle.equals("!!"))) {
            problems.add(last, "a %TAG directive stands here", "tags are not allowed");
        }
        return true;
    }

    private boolean startCollection(CollectionStartEvent start) {
        if (skipping > 0 || open.size() == DEEPEST) {
            if (skipping++ == 0) {
                problems.add(
                        last, "nested more than " + DEEPEST + " deep", problems.noun() + " needs fewer than 10 levels");
            }
            return skipping < DEEPEST_SKIPPED;
        }
        reportDecoration(start.getAnchor().isPresent(), start.getTag());
        open.push(new Frame(last, start instanceof MappingStartEvent));
        return true;
    }

    private void endCollection() {
        if (skipping == 0) {
            Frame frame = open.pop();
            add(frame.end(true));
        } else if (--skipping == 0) {
            add(new Node.Broken(last));
        }
    }

    private Node leaf(NodeEvent event) {
        if (event instanceof ScalarEvent scalar) {
            boolean decorated = reportDecoration(scalar.getAnchor().isPresent(), scalar.getTag());
            if (decorated && scalar.getValue().isEmpty()) {
                return new Node.Broken(last);
            }
            return new Node.Scalar(last, scalar.getValue(), scalar.isPlain());
        }
        if (event instanceof AliasEvent alias) {
            problems.add(
                    last,
                    "alias " + Shown.quoted("*" + alias.getAlias().getValue()) + " stands here",
                    "aliases are not allowed, write the value out");
        }
        return new Node.Broken(last);
    }

    private boolean reportDecoration(boolean anchor, Optional<String> tag) {
        if (anchor) {
            problems.add(last, "an anchor (&) stands here", "anchors are not allowed, write values out");
        }
        tag.ifPresent(name -> problems.add(last, "tag " + Shown.quoted(name) + " stands here", "tags are not allowed"));
        return anchor || tag.isPresent();
    }

    private void add(Node node) {
        Frame frame = open.peek();
        if (frame == null) {
            root = node;
        } else {
            frame.add(node);
        }
    }

    private static Place place(Mark mark) {
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** A mapping or list whose end was not read yet. */
    private static final class Frame {
        private final Place place;
        private final boolean mapping;
        private final List<Node> items = new ArrayList<>();
        private final List<Node.Entry> entries = new ArrayList<>();
        private @Nullable Node key;

        Frame(Place place, boolean mapping) {
            this.place = place;
            this.mapping = mapping;
        }

        void add(Node node) {
            if (!mapping) {
                items.add(node);
            } else if (key == null) {
                key = node;
            } else {
                entries.add(new Node.Entry(key, node));
                key = null;
            }
        }

        Node end(boolean complete) {
            if (key != null) {
                add(new Node.Broken(key.place()));
            }
            return mapping ? new Node.Mapping(place, entries, complete) : new Node.Sequence(place, items, complete);
        }
    }
}
