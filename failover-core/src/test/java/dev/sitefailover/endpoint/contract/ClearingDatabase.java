package dev.sitefailover.endpoint.contract;

import dev.sitefailover.clearing.ClearingCodec;
import dev.sitefailover.clearing.ClearingReply;
import dev.sitefailover.clearing.ClearingRequest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.tools.Server;
import org.h2.tools.SimpleResultSet;

/** A desk behind a database server: each kind of request is a table function. */
public final class ClearingDatabase implements AutoCloseable {
    private static final Map<String, ClearingDesk> DESKS = new ConcurrentHashMap<>();

    private final Server server;
    private final String name;

    ClearingDatabase(ClearingDesk desk) throws SQLException {
        server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        name = "CLEARING" + server.getPort();
        DESKS.put(name, desk);
        try (Connection connection = DriverManager.getConnection(url("h2", server.getPort()));
                Statement statement = connection.createStatement()) {
            for (String operation : ClearingRequest.OPERATIONS) {
                statement.execute("create alias " + operation.replace('-', '_') + " for '"
                        + ClearingDatabase.class.getName() + ".answer'");
            }
        }
    }

    int port() {
        return server.getPort();
    }

    /** By way of that port, with a driver whose connections can be aborted. */
    String address(int port) {
        AbortableDriver.register();
        return url(AbortableDriver.NAME, port);
    }

    private String url(String driver, int port) {
        return "jdbc:" + driver + ":tcp://127.0.0.1:" + port + "/mem:" + name + ";DB_CLOSE_DELAY=-1;USER=sa";
    }

    /** What the database runs. It first asks for the columns alone, on a connection that says so. */
    public static ResultSet answer(Connection connection, String key, byte[] body) throws SQLException {
        SimpleResultSet rows = new SimpleResultSet();
        rows.addColumn("STATUS", Types.VARCHAR, 20, 0);
        rows.addColumn("BODY", Types.VARBINARY, 100_000, 0);
        if (!connection.getMetaData().getURL().equals("jdbc:columnlist:connection")) {
            ClearingDesk desk = DESKS.get(connection.getCatalog());
            if (desk == null) {
                throw new SQLException("no desk is known for " + connection.getCatalog(), "45000");
            }
            ClearingReply reply = desk.answer(ClearingCodec.decodeRequest(body));
            rows.addRow(reply.status().name(), reply.body());
        }
        return rows;
    }

    @Override
    public void close() {
        server.stop();
        DESKS.remove(name);
    }
}
