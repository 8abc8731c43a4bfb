package dev.sitefailover.endpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Certificates made with the JDK's keytool, once per JVM: an issuer, and what it issued to sites good and bad. */
public final class Certificates {
    private static final String PASSWORD = "changeit";
    private static final Certificates MADE = make();

    private final KeyStore all;

    private Certificates(KeyStore all) {
        this.all = all;
    }

    /** Trusts the issuer. */
    public static TlsSettings trust() {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("issuer", MADE.all.getCertificate("issuer"));
            return TlsSettings.trusting(trusted);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The issuer's certificate, as text that programs which are no Java programs read as well. */
    public static String issuerAsPem() {
        try {
            Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
            return "-----BEGIN CERTIFICATE-----\n"
                    + lines.encodeToString(MADE.all.getCertificate("issuer").getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For 127.0.0.1 and localhost, valid. */
    public static SSLContext good() {
        return context("good");
    }

    /** For 127.0.0.1, until 31 January 2020. */
    public static SSLContext expired() {
        return context("expired");
    }

    /** Valid, for elsewhere.example. */
    public static SSLContext ofAnotherHost() {
        return context("other");
    }

    /** For 127.0.0.1, valid, issued by nobody who is trusted. */
    public static SSLContext ofUnknownIssuer() {
        return context("stranger");
    }

    /** For 127.0.0.1, valid, but only for clients to show. */
    public static SSLContext forClients() {
        return context("client");
    }

    private static SSLContext context(String alias) {
        try {
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            own.setKeyEntry(
                    alias,
                    MADE.all.getKey(alias, PASSWORD.toCharArray()),
                    PASSWORD.toCharArray(),
                    MADE.all.getCertificateChain(alias));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Certificates make() {
        try {
            Path directory = Files.createTempDirectory("certificates");
            Path store = directory.resolve("all.p12");
            try {
                keytool(store, "issuer", "CN=The issuer", "-ext", "bc:critical=ca:true");
                keytool(store, "good", "CN=A site", "-signer", "issuer", "-ext", "san=ip:127.0.0.1,dns:localhost");
                keytool(
                        store,
                        "expired",
                        "CN=A site",
                        "-signer",
                        "issuer",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-startdate",
                        "2020/01/01 00:00:00",
                        "-validity",
                        "30");
                keytool(store, "other", "CN=Elsewhere", "-signer", "issuer", "-ext", "san=dns:elsewhere.example");
                keytool(
                        store,
                        "client",
                        "CN=A site",
                        "-signer",
                        "issuer",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-ext",
                        "eku=clientAuth");
                keytool(store, "stranger", "CN=A stranger", "-ext", "san=ip:127.0.0.1");
                KeyStore all = KeyStore.getInstance("PKCS12");
                try (InputStream in = Files.newInputStream(store)) {
                    all.load(in, PASSWORD.toCharArray());
                }
                return new Certificates(all);
            } finally {
                Files.deleteIfExists(store);
                Files.deleteIfExists(directory);
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("no certificates", e);
        }
    }

    private static void keytool(Path store, String alias, String name, String... more) throws IOException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command = new ArrayList<>(List.of(
                tool,
                "-J-Duser.language=en",
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                alias,
                "-dname",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1"));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("keytool: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
