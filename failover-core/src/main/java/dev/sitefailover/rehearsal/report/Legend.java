package dev.sitefailover.rehearsal.report;

/** What the colours and patterns of the drawings mean. */
final class Legend {
    private Legend() {}

    static void session(Markup out) {
        write(
                out,
                "f-ok",
                "succeeded; site serving",
                "h-failed",
                "failed; site down",
                "f-doubt",
                "in doubt (also marked above the bars)",
                "h-standby",
                "site standby",
                "f-unknown",
                "not known yet",
                "h-fault",
                "fault injected");
    }

    static void stages(Markup out) {
        write(
                out,
                "organiser",
                "organiser's share",
                "client-3",
                "client: seeing it and deciding",
                "client-2",
                "client: switching",
                "client",
                "client: until the first answer");
    }

    private static void write(Markup out, String... pairs) {
        out.open("ul", "class", "legend");
        for (int i = 0; i < pairs.length; i += 2) {
            out.open("li")
                    .open("svg", "viewBox", "0 0 18 12", "aria-hidden", "true")
                    .shape("rect", "width", "18", "height", "12", "class", pairs[i])
                    .close("svg")
                    .text(pairs[i + 1])
                    .close("li");
        }
        out.close("ul").line();
    }
}
