package dev.sitefailover.endpoint.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select 1 | READ",
                "  -- a note | MAY_COMMIT",
                "/* a hint */ (select 1) | READ",
                "values (1) | READ",
                "select a from t where b = ? for no key update | READ",
                "select a from t for update of t | READ",
                "select into_account, last_update from t | READ",
                "explain delete from t | READ",
                "explain (analyze, verbose) delete from t | WRITE",
                "EXPLAIN ANALYZE insert into t values (1) | WRITE",
                "select a into b from t | WRITE",
                "select '--', a into b from t | WRITE",
                "select a from final table (insert into t values (1)) | WRITE",
                "select a from old table(update t set a = 1) | WRITE",
                "insert into t values (1) | WRITE",
                "UPDATE t set a = 1 | WRITE",
                "with x as (insert into t values (1) returning a) select * from x | WRITE",
                "update t set a = 1; | WRITE",
                "update t set a = 1; commit | MAY_COMMIT",
                "commit | MAY_COMMIT",
                "create table t (a int) | MAY_COMMIT",
                "{call pay(?)} | MAY_COMMIT",
                "{? = call pay(?)} | MAY_COMMIT",
                "do something | MAY_COMMIT",
                "'' | MAY_COMMIT"
            })
    void whatIsNotKnownToBeHarmlessMayCommit(String sql, Act act) {
        assertThat(SqlText.act(sql, false)).isEqualTo(act);
    }

    @Test
    void aQueryWritesWhereQueriesMayWrite() {
        assertThat(SqlText.act("select pay(1)", true)).isEqualTo(Act.WRITE);
    }

    @ParameterizedTest
    @CsvSource({
        "08001, NOT_SENT", "08004, NOT_SENT", "57P03, REFUSED", "53300, REFUSED", "25006, REFUSED", "08006, IN_DOUBT",
        "08003, IN_DOUBT", "08007, IN_DOUBT", "08S01, IN_DOUBT", "57P01, IN_DOUBT", "57P02, IN_DOUBT",
                "40003, IN_DOUBT",
        "90067, IN_DOUBT", "23505,", "40001,", "42601,", "57014,", "22012,"
    })
    void failuresAreClassifiedByTheirSqlState(String state, dev.sitefailover.site.Delivery delivery) {
        SQLExceptionClassifier classifier = new SQLExceptionClassifier();
        assertThat(classifier.ofError(new SQLException("", state))).isEqualTo(delivery);
        assertThat(classifier.ofError(new CompletionException(new SQLException("", state))))
                .isEqualTo(delivery);
    }

    @Test
    void failuresWithoutASqlStateAreClassifiedByTheirType() {
        SQLExceptionClassifier classifier = new SQLExceptionClassifier();
        assertThat(classifier.ofError(new SQLTimeoutException(""))).isEqualTo(dev.sitefailover.site.Delivery.IN_DOUBT);
        assertThat(classifier.ofError(new SQLRecoverableException("")))
                .isEqualTo(dev.sitefailover.site.Delivery.IN_DOUBT);
        assertThat(classifier.ofError(new java.net.ConnectException("")))
                .isEqualTo(dev.sitefailover.site.Delivery.NOT_SENT);
    }
}
