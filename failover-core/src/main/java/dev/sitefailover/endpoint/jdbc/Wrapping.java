package dev.sitefailover.endpoint.jdbc;

import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLXML;
import java.sql.Statement;
import java.util.Set;

/** Which of JDBC's interfaces are wrapped: those whose methods may wait for the server. */
final class Wrapping {
    private static final Set<Class<?>> WRAPPED = Set.of(
            Statement.class,
            PreparedStatement.class,
            CallableStatement.class,
            ResultSet.class,
            DatabaseMetaData.class,
            ResultSetMetaData.class,
            ParameterMetaData.class,
            Array.class,
            Blob.class,
            Clob.class,
            NClob.class,
            SQLXML.class,
            Ref.class);

    private Wrapping() {}

    static boolean wraps(Class<?> declared) {
        return WRAPPED.contains(declared);
    }
}
