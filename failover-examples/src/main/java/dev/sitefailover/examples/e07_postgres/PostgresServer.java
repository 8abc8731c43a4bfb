package dev.sitefailover.examples.e07_postgres;

import dev.sitefailover.proxy.HeldPort;
import dev.sitefailover.site.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One PostgreSQL server as a child process, on a port of its own of the loopback interface. */
public final class PostgresServer {
    public static final String USER = "gateway";

    private final Path binaries;
    private final Path home;
    private final String name;
    private final HeldPort port;
    private @Nullable Process process;

    PostgresServer(Path binaries, Path home, String name) throws IOException {
        this.binaries = binaries;
        this.home = home;
        this.name = name;
        this.port = HeldPort.onLoopback(0);
    }

    Path data() {
        return home.resolve(name);
    }

    public int port() {
        return port.port();
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port.port() + "/postgres?user=" + USER;
    }

    Site site() {
        return Site.of(name, url());
    }

    /** Makes an empty database. */
    void initialise() throws IOException, InterruptedException {
        Process initdb = launch(List.of(
                binaries.resolve("bin/initdb").toString(),
                "-D",
                data().toString(),
                "-U",
                USER,
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync"));
        if (!initdb.waitFor(60, TimeUnit.SECONDS) || initdb.exitValue() != 0) {
            initdb.destroyForcibly();
            throw new IOException("initdb failed: " + log());
        }
    }

    void configure(String... settings) throws IOException {
        Files.write(data().resolve("postgresql.conf"), List.of(settings), StandardOpenOption.APPEND);
    }

    void start() throws IOException, InterruptedException {
        port.makeRoom();
        process = launch(List.of(
                binaries.resolve("bin/postgres").toString(),
                "-D",
                data().toString(),
                "-p",
                Integer.toString(port.port()),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories="));
        until("it takes connections", "select true");
    }

    /** Waits until a query answers true. */
    void until(String what, String query) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!isTrue(query)) {
            Process running = process;
            if (running == null || !running.isAlive() || System.nanoTime() - deadline > 0) {
                throw new IOException(name + ": not true within a minute that " + what + ": " + log());
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Asks for something, on a connection of its own. */
    boolean isTrue(String query) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            return answer.next() && answer.getBoolean(1);
        } catch (SQLException e) {
            return false;
        }
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url() + "&connectTimeout=5&socketTimeout=60");
    }

    /** SIGKILL to the server and all of its processes, the first one first: nobody gets to say goodbye. */
    public void kill() throws InterruptedException {
        Process running = process;
        if (running == null) {
            return;
        }
        List<ProcessHandle> all = running.descendants().toList();
        running.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        // whoever was just being started is an orphan now, and ends by itself: it watches its parent
        running.waitFor(30, TimeUnit.SECONDS);
        for (ProcessHandle process : all) {
            for (int i = 0; i < 1000 && process.isAlive(); i++) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        }
    }

    /** Killed for good: its port is free. */
    void end() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // killed, and not waited for
        } finally {
            port.close();
        }
    }

    private Process launch(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Landlord.as(command));
        builder.directory(home.toFile());
        builder.environment().put("LC_ALL", "C");
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
        Process started = builder.start();
        started.getOutputStream().close();
        return started;
    }

    private Path logFile() {
        return home.resolve(name + ".log");
    }

    private String log() throws IOException {
        List<String> lines = Files.exists(logFile()) ? Files.readAllLines(logFile()) : List.of();
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    }
}
