package dev.sitefailover.endpoint.jdbc;

import dev.sitefailover.endpoint.BytesReply;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Request;
import dev.sitefailover.site.Site;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request as a table function. */
final class FunctionCall {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,62}");
    private static final SQLExceptionClassifier CLASSIFIER = new SQLExceptionClassifier();

    private final String sql;
    private final @Nullable String key;
    private final byte[] body;

    private FunctionCall(String function, @Nullable String key, byte[] body) {
        this.sql = "select status, body from " + function + "(?, ?)";
        this.key = key;
        this.body = body;
    }

    static FunctionCall of(Request request) {
        String operation = request.operation();
        if (!NAME.matcher(operation).matches()) {
            throw EndpointException.keptHere(
                    "no function can be named like the operation " + operation
                            + "; a letter, then letters, digits, - and _, all lower case, are allowed",
                    null);
        }
        return new FunctionCall(operation.replace('-', '_'), request.key(), request.body());
    }

    Reply on(Connection connection, Site site) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, key);
            statement.setBytes(2, body);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new EndpointException(Delivery.IN_DOUBT, "site " + site + " answered with no row");
                }
                byte[] answer = rows.getBytes(2);
                return new BytesReply(status(rows.getString(1), site), answer == null ? new byte[0] : answer);
            }
        } catch (SQLException e) {
            return failed(site, e);
        }
    }

    private static Reply failed(Site site, SQLException error) {
        String state = SqlStates.of(error);
        boolean missing = state.startsWith("42") || state.equals("90022");
        Delivery delivery = missing ? Delivery.REFUSED : CLASSIFIER.ofError(error);
        if (delivery == null) {
            String message = Objects.requireNonNullElse(error.getMessage(), state);
            return new BytesReply(Reply.Status.BUSINESS_ERROR, message.getBytes(StandardCharsets.UTF_8));
        }
        throw new EndpointException(delivery, "site " + site + ": " + error.getMessage(), error);
    }

    private static Reply.Status status(@Nullable String text, Site site) {
        String name = text == null ? "" : text.strip().toUpperCase(Locale.ROOT);
        for (Reply.Status status : Reply.Status.values()) {
            if (status.name().equals(name)) {
                return status;
            }
        }
        throw new EndpointException(
                Delivery.IN_DOUBT,
                "site " + site + " answered with the status " + text + "; known are "
                        + Arrays.toString(Reply.Status.values()));
    }
}
