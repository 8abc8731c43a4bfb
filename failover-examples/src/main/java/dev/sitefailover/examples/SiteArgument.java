package dev.sitefailover.examples;

import dev.sitefailover.preflight.Preflight;
import dev.sitefailover.site.Site;
import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code ID=URI}, told in words when it is not. */
final class SiteArgument implements ITypeConverter<Site> {
    @Override
    public Site convert(String value) {
        int equals = value.indexOf('=');
        if (equals < 1 || value.substring(0, equals).isBlank()) {
            throw new TypeConversionException("'" + OneLine.of(value) + "' is no ID=URI");
        }
        String id = value.substring(0, equals);
        try {
            URI address = new URI(value.substring(equals + 1));
            Preflight.obstacle(address).ifPresent(why -> {
                throw new TypeConversionException(
                        "the address of " + OneLine.of(id) + " cannot be used: " + OneLine.of(why)
                                + "; write http://HOST, https://HOST, tcp://HOST:PORT, tcps://HOST:PORT or jdbc:...");
            });
            return new Site(id, address, id);
        } catch (URISyntaxException e) {
            throw new TypeConversionException(
                    "the address of " + OneLine.of(id) + " is no URI: " + OneLine.of(e.getReason()));
        }
    }
}
