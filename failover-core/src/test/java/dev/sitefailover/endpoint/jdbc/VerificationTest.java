package dev.sitefailover.endpoint.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether somebody has to be told that nobody checks whom the driver talks to. */
class VerificationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db-a/clearing",
                "jdbc:postgresql://db-a:5432/clearing?user=x",
                "jdbc:postgresql://db-a/clearing?sslmode=require&user=x",
                "jdbc:postgresql://localhost,db-b:5432/clearing",
                "jdbc:postgresql://localhost.example/clearing"
            })
    void anotherHostIsToBeVerified(String url) {
        assertThat(Verification.isMissing(url, new Properties())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db-a/clearing?user=x&sslmode=verify-full",
                "jdbc:postgresql://127.0.0.1:5432/clearing",
                "jdbc:postgresql://localhost/clearing",
                "jdbc:postgresql://[::1]:5432,127.0.0.2/clearing",
                "jdbc:postgresql:clearing",
                "jdbc:h2:tcp://db-a/clearing"
            })
    void thisHostAVerifiedOneAndOtherDriversAreNot(String url) {
        assertThat(Verification.isMissing(url, new Properties())).isFalse();
    }

    @Test
    void theModeMayBeAProperty() {
        Properties properties = new Properties();
        properties.setProperty("sslmode", "verify-full");
        assertThat(Verification.isMissing("jdbc:postgresql://db-a/clearing", properties))
                .isFalse();
    }
}
