package dev.sitefailover.rehearsal.reader;

import dev.sitefailover.document.yaml.Shown;
import dev.sitefailover.document.yaml.Type;
import dev.sitefailover.document.yaml.Wrong;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Where sites are reached. */
final class Addresses {
    static final Type<URI> ENDPOINT =
            new Type<>("allowed is a URI with a scheme, such as sim:primary or https://host:8443", scalar -> {
                try {
                    URI uri = new URI(scalar.text());
                    if (uri.isAbsolute()) {
                        return uri;
                    }
                    throw new Wrong(Shown.quoted(scalar.text()) + " is a URI without a scheme");
                } catch (URISyntaxException e) {
                    throw new Wrong(Shown.quoted(scalar.text()) + " is not a URI");
                }
            });

    private Addresses() {}

    /** The address of a simulated site; any id makes a URI. */
    static URI simulated(String id) {
        StringBuilder out = new StringBuilder("sim:");
        for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean unreserved = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
            out.append(unreserved ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return URI.create(out.toString());
    }
}
