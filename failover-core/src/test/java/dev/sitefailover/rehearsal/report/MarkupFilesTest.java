package dev.sitefailover.rehearsal.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.rehearsal.result.Report;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class MarkupFilesTest {
    private static final String HOSTILE = "<script>alert(1)</script>&quot;\"'><img src=x onerror=alert(1)>\u0000\u0007"
            + "\u001B[31m\uFFFE\u202Eabc \uD83D\uDE00 \u05E9\u05DC\u05D5\u05DD \uD800 "
            + "x".repeat(3_000);

    @Test
    void junit_xml_fails_exactly_when_the_rehearsal_failed() throws Exception {
        assertThat(failures(junit(Reports.passed(5)))).isZero();
        assertThat(failures(junit(Reports.failed()))).isPositive();
        assertThat(failures(junit(OddReports.empty()))).isOne();
    }

    @Test
    void junit_xml_has_a_suite_for_each_session_with_a_case_for_each_step() throws Exception {
        Element root = junit(Reports.passed(5)).getDocumentElement();
        NodeList suites = root.getElementsByTagName("testsuite");
        assertThat(suites.getLength()).isEqualTo(5);
        Element second = (Element) suites.item(1);
        assertThat(second.getAttribute("name")).isEqualTo("ps-secondary");
        assertThat(second.getAttribute("tests")).isEqualTo("8");
        assertThat(second.getAttribute("timestamp")).isEqualTo("2024-03-23T15:00:00");
        Element first = (Element) second.getElementsByTagName("testcase").item(0);
        assertThat(first.getAttribute("time")).isEqualTo("1202.614");
    }

    @Test
    void junit_xml_counts_what_it_holds() throws Exception {
        for (Report report :
                List.of(Reports.passed(5), Reports.failed(), OddReports.empty(), OddReports.hostile("x"))) {
            Document junit = junit(report);
            Element root = junit.getDocumentElement();
            assertThat(root.getAttribute("tests")).isEqualTo(count(junit, "testcase"));
            assertThat(root.getAttribute("failures")).isEqualTo(count(junit, "failure"));
            assertThat(root.getAttribute("skipped")).isEqualTo(count(junit, "skipped"));
        }
    }

    @Test
    void an_optional_step_that_failed_is_skipped_and_says_so() throws Exception {
        Document junit = junit(Reports.passed(5));
        Element skipped = (Element) junit.getElementsByTagName("skipped").item(0);
        assertThat(skipped.getAttribute("message")).startsWith("optional step failed, which fails nothing");
    }

    @Test
    void hostile_texts_are_text_in_junit_xml() throws Exception {
        Document junit = junit(OddReports.hostile(HOSTILE));
        assertThat(junit.getElementsByTagName("script").getLength()).isZero();
        assertThat(junit.getDocumentElement().getAttribute("name")).contains("<script>alert(1)</script>");
    }

    @Test
    void the_page_is_well_formed() throws Exception {
        for (Report report : List.of(
                Reports.passed(50),
                Reports.passed(1),
                Reports.failed(),
                OddReports.empty(),
                OddReports.hostile(HOSTILE))) {
            assertThat(parsed(HtmlReport.page(report))
                            .getElementsByTagName("h1")
                            .getLength())
                    .isOne();
        }
        assertThat(parsed(PackagePage.page(Plans.session(HOSTILE)))
                        .getElementsByTagName("h1")
                        .getLength())
                .isOne();
    }

    @Test
    void the_page_loads_nothing() {
        for (String page : List.of(
                HtmlReport.page(Reports.passed(50)),
                HtmlReport.page(OddReports.hostile("https://example.org/x.js")),
                PackagePage.page(Plans.session("https://example.org/x.js")))) {
            Matcher reference = Pattern.compile("\\b(?:href|src|srcset|data|action|poster)=\"([^\"]*)\"")
                    .matcher(page);
            while (reference.find()) {
                assertThat(reference.group(1)).startsWith("#");
            }
            assertThat(page).doesNotContain("<link", "@import", "<iframe", "<img", "<object");
            assertThat(page.replaceAll("url\\(#[a-z-]+\\)", "")).doesNotContain("url(");
        }
    }

    @Test
    void hostile_texts_are_text_in_the_page() throws Exception {
        for (String page :
                List.of(HtmlReport.page(OddReports.hostile(HOSTILE)), PackagePage.page(Plans.session(HOSTILE)))) {
            Document document = parsed(page);
            assertThat(document.getElementsByTagName("script").getLength()).isOne();
            assertThat(document.getElementsByTagName("img").getLength()).isZero();
        }
    }

    @Test
    void every_drawing_has_a_title_and_a_description() throws Exception {
        Document page = parsed(HtmlReport.page(Reports.passed(50)));
        NodeList drawings = page.getElementsByTagName("svg");
        int found = 0;
        for (int i = 0; i < drawings.getLength(); i++) {
            Element drawing = (Element) drawings.item(i);
            if (drawing.getAttribute("role").equals("img")) {
                found++;
                for (String id : drawing.getAttribute("aria-labelledby").split(" ", -1)) {
                    assertThat(HtmlReport.page(Reports.passed(50))).containsOnlyOnce("id=\"" + id + "\"");
                }
            }
        }
        assertThat(found).isEqualTo(10);
    }

    @Test
    void a_thousand_participants_make_a_page_of_less_than_a_megabyte() {
        assertThat(HtmlReport.page(Reports.passed(1_000)).length()).isLessThan(1_000_000);
    }

    private static String count(Document document, String tag) {
        return Integer.toString(document.getElementsByTagName(tag).getLength());
    }

    private static int failures(Document junit) {
        return junit.getElementsByTagName("failure").getLength();
    }

    private static Document junit(Report report) throws Exception {
        StringWriter out = new StringWriter();
        new JUnitXml(report).writeTo(out);
        return xml(out.toString());
    }

    /** The pages are written so that they are XML but for the doctype and the void elements of the head. */
    private static Document parsed(String page) throws Exception {
        return xml(page.replace("<!DOCTYPE html>\n", "").replaceAll("<meta ([^>]*[^/])>", "<meta $1/>"));
    }

    private static Document xml(String text) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    }
}
