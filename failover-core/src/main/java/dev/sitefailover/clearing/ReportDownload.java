package dev.sitefailover.clearing;

/**
 * Downloads one report.
 *
 * @param participant who asks
 * @param report the report's name
 */
public record ReportDownload(String participant, String report) implements ClearingRequest {
    static final String OPERATION = "report-download";

    @Override
    public String operation() {
        return OPERATION;
    }
}
