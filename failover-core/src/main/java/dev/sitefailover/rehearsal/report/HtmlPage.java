package dev.sitefailover.rehearsal.report;

import dev.sitefailover.site.SiteFailoverException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The frame of every page: style, patterns and icons inline, nothing loaded. The content security policy lets only the
 * one script below run, so a page stays harmless even where escaping should ever fail.
 */
final class HtmlPage {
    /** Older browsers print closed details without their content. */
    private static final String SCRIPT =
            "addEventListener('beforeprint',()=>document.querySelectorAll('details').forEach(d=>d.open=true))";

    private HtmlPage() {}

    static String of(String title, Markup body) {
        return new Markup()
                .raw("<!DOCTYPE html>\n")
                .open("html", "lang", "en")
                .line()
                .open("head")
                .line()
                .raw("<meta charset=\"utf-8\">\n")
                .open("meta", "http-equiv", "Content-Security-Policy", "content", policy())
                .line()
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .raw("<meta name=\"color-scheme\" content=\"light dark\">\n")
                .raw("<meta name=\"referrer\" content=\"no-referrer\">\n")
                .element("title", title)
                .line()
                .open("style")
                .raw(resource("page.css"))
                .close("style")
                .line()
                .close("head")
                .line()
                .open("body")
                .line()
                .raw(resource("symbols.svg"))
                .raw(body.toString())
                .open("script")
                .raw(SCRIPT)
                .close("script")
                .line()
                .close("body")
                .line()
                .close("html")
                .line()
                .toString();
    }

    private static String policy() {
        return "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-" + digest(SCRIPT)
                + "'; base-uri 'none'; form-action 'none'";
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new SiteFailoverException("this Java has no SHA-256, which every Java must have", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new SiteFailoverException(
                        "the library is incomplete: " + name + " is missing beside its classes");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new SiteFailoverException("cannot read " + name + " beside the library's classes", e);
        }
    }

    /** The verdict as word, colour and sign, never as colour alone. */
    static void chip(Markup out, String verdict, String word) {
        out.open("span", "class", "chip " + verdict);
        icon(out, verdict);
        out.text(word).close("span");
    }

    static void icon(Markup out, String verdict) {
        out.open("svg", "class", "icon", "viewBox", "0 0 16 16", "aria-hidden", "true")
                .shape("use", "href", "#i-" + verdict)
                .close("svg");
    }

    /** A term and its value in a description list. */
    static void pair(Markup out, String term, String value) {
        out.open("div").element("dt", term).open("dd").words(value).close("dd").close("div");
    }
}
