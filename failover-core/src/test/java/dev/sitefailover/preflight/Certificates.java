package dev.sitefailover.preflight;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** An authority and what it signs, made by the JDK's own tool. */
final class Certificates {
    static final char[] PASSWORD = "changeit".toCharArray();
    private static final String AUTHORITY = "authority";

    private final Path directory;
    private final Path authority;

    Certificates(Path directory) throws Exception {
        this.directory = directory;
        authority = directory.resolve("authority.p12");
        keytool(authority, AUTHORITY, "-30d", 1000, List.of("-ext", "bc:c"));
    }

    /** The authority's own certificate, for a client's trust. */
    KeyStore authority() throws Exception {
        return load(authority);
    }

    /** A signed certificate from a start like {@code -10d}, for so many days and these names. */
    KeyStore signed(String name, String start, int days, String names) throws Exception {
        Path file = Files.copy(authority, directory.resolve(name + ".p12"));
        keytool(file, name, start, days, List.of("-signer", AUTHORITY, "-ext", "san=" + names));
        KeyStore store = load(file);
        store.deleteEntry(AUTHORITY);
        return store;
    }

    /** One that nobody signed but itself. */
    KeyStore selfSigned(String name, String start, int days, String names) throws Exception {
        Path file = directory.resolve(name + ".p12");
        keytool(file, name, start, days, List.of("-ext", "san=" + names));
        return load(file);
    }

    private static void keytool(Path store, String name, String start, int days, List<String> more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-Duser.language=en", // its dates would come out in the letters of the tests' locale
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-startdate",
                start,
                "-validity",
                String.valueOf(days),
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD)));
        command.addAll(more);
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new AssertionError(said);
        }
    }

    private static KeyStore load(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    /** What a client trusts: the certificates in these stores. */
    static KeyStore trusting(KeyStore... stores) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (KeyStore store : stores) {
            String alias = store.aliases().nextElement();
            trusted.setCertificateEntry(alias, store.getCertificate(alias));
        }
        return trusted;
    }

    /** For a server that shows that certificate. */
    static SSLContext serving(KeyStore store) throws GeneralSecurityException {
        return serving(store, null);
    }

    /** For one that asks its clients for one as well. */
    static SSLContext serving(KeyStore store, @Nullable KeyStore clients) throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(clients);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
