package dev.sitefailover.proxy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Issues certificates for tests, good and bad ones, and vouches for none outside of them: its key lives in memory only.
 *
 * <pre>{@code
 * TlsAuthority authority = TlsAuthority.create("test authority");
 * SSLContext server = authority.serverContext(TlsCertificate.expired());
 * SSLContext client = authority.clientContext();
 * }</pre>
 *
 * <p>A certificate takes a millisecond or two (elliptic curve keys) and nothing but the JDK's {@code java.base}. Immutable,
 * safe for use by several threads.
 */
public final class TlsAuthority {
    private static final String PASSWORD = "changeit";
    private static final String ENTRY = "own";
    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
    private static final int DNS_NAME = 0x82;
    private static final int IP_ADDRESS = 0x87;

    private final X509Certificate own;
    private final PrivateKey key;

    private TlsAuthority(X509Certificate own, PrivateKey key) {
        this.own = own;
        this.key = key;
    }

    /** A new one, valid since ten years ago for ten more. */
    public static TlsAuthority create(String commonName) {
        try {
            KeyPair keys = newKeys();
            X500Principal subject = principal(commonName);
            X509Certificate own = signed(
                    subject,
                    subject,
                    keys.getPublic(),
                    keys,
                    Instant.now().minus(Duration.ofDays(3650)),
                    Duration.ofDays(7300),
                    List.of(
                            extension("2.5.29.19", true, Der.sequence(Der.yes())),
                            extension("2.5.29.15", true, Der.bits(1, (byte) 0x06))));
            return new TlsAuthority(own, keys.getPrivate());
        } catch (GeneralSecurityException e) {
            throw noTls(e);
        }
    }

    /** The one that {@link ScriptedTls} uses unless told otherwise; the same throughout a JVM. */
    public static TlsAuthority ofThisProcess() {
        return OfThisProcess.AUTHORITY;
    }

    /** Its own certificate, for a client's trust. */
    public X509Certificate certificate() {
        return own;
    }

    /** The same as text, as programs read it that are no Java programs. */
    public String toPem() {
        try {
            String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(own.getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw noTls(e);
        }
    }

    /** Trusts this authority and nobody else; a store of its own for each caller. */
    public KeyStore trustStore() {
        return trusting(own);
    }

    /** Trusts those certificates and no others. */
    public static KeyStore trusting(X509Certificate... certificates) {
        try {
            KeyStore store = emptyStore();
            for (int i = 0; i < certificates.length; i++) {
                store.setCertificateEntry("trusted-" + (i + 1), certificates[i]);
            }
            return store;
        } catch (GeneralSecurityException e) {
            throw noTls(e);
        }
    }

    /** For a client that trusts this authority and has no certificate of its own. */
    public SSLContext clientContext() {
        return context(null, trustStore());
    }

    /** For a server that shows that certificate; made now. */
    public SSLContext serverContext(TlsCertificate certificate) {
        return context(keyStore(certificate), null);
    }

    /** For a server that shows what is in the first store and takes clients that the second vouches for. */
    public static SSLContext context(@Nullable KeyStore identity, @Nullable KeyStore trusted) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(identity, password());
            TrustManager @Nullable [] judges = null;
            if (trusted != null) {
                TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                trust.init(trusted);
                judges = trust.getTrustManagers();
            }
            context.init(keys.getKeyManagers(), judges, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw noTls(e);
        }
    }

    /** The certificate with a new key, in a store with that {@link #password()}; made now. */
    public KeyStore keyStore(TlsCertificate certificate) {
        try {
            KeyPair keys = newKeys();
            X509Certificate made = issue(certificate, keys);
            Certificate[] chain = certificate.issued() ? new Certificate[] {made, own} : new Certificate[] {made};
            KeyStore store = emptyStore();
            store.setKeyEntry(ENTRY, keys.getPrivate(), password(), chain);
            return store;
        } catch (GeneralSecurityException e) {
            throw noTls(e);
        }
    }

    /** Of every store made here; it keeps nothing secret. */
    public static char[] password() {
        return PASSWORD.toCharArray();
    }

    private X509Certificate issue(TlsCertificate wanted, KeyPair keys) throws GeneralSecurityException {
        X500Principal subject = principal(wanted.name());
        List<byte[]> extensions = new ArrayList<>();
        if (!wanted.names().isEmpty()) {
            byte[][] names =
                    wanted.names().stream().map(TlsAuthority::generalName).toArray(byte[][]::new);
            extensions.add(extension("2.5.29.17", false, Der.sequence(names)));
        }
        if (wanted.forClientsOnly()) {
            extensions.add(extension("2.5.29.37", false, Der.sequence(Der.oid("1.3.6.1.5.5.7.3.2"))));
        }
        KeyPair signer = wanted.issued() ? new KeyPair(own.getPublicKey(), key) : keys;
        return signed(
                subject,
                wanted.issued() ? own.getSubjectX500Principal() : subject,
                keys.getPublic(),
                signer,
                Instant.now().plus(wanted.from()),
                wanted.lasting(),
                extensions);
    }

    private static X509Certificate signed(
            X500Principal subject,
            X500Principal issuer,
            PublicKey subjectsKey,
            KeyPair signer,
            Instant from,
            Duration lasting,
            List<byte[]> extensions)
            throws GeneralSecurityException {
        List<byte[]> all = new ArrayList<>(extensions);
        all.add(extension("2.5.29.14", false, Der.octets(fingerprint(subjectsKey))));
        all.add(extension("2.5.29.35", false, Der.sequence(Der.value(0x80, fingerprint(signer.getPublic())))));
        byte[] toSign = Der.sequence(
                Der.value(0xa0, Der.integer(BigInteger.TWO)), // version 3
                Der.integer(new BigInteger(64, new SecureRandom()).add(BigInteger.ONE)),
                ECDSA_WITH_SHA256,
                issuer.getEncoded(),
                Der.sequence(Der.time(from), Der.time(from.plus(lasting))),
                subject.getEncoded(),
                subjectsKey.getEncoded(),
                Der.value(0xa3, Der.sequence(all.toArray(byte[][]::new))));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(signer.getPrivate());
        signature.update(toSign);
        byte[] encoded = Der.sequence(toSign, ECDSA_WITH_SHA256, Der.bits(0, signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }

    private static byte[] extension(String oid, boolean critical, byte[] content) {
        return critical
                ? Der.sequence(Der.oid(oid), Der.yes(), Der.octets(content))
                : Der.sequence(Der.oid(oid), Der.octets(content));
    }

    private static byte[] generalName(String host) {
        return host.matches("[0-9]+(\\.[0-9]+){3}")
                ? Der.value(IP_ADDRESS, fourBytes(host))
                : Der.value(DNS_NAME, host.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] fourBytes(String address) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String part : address.split("\\.", -1)) {
            bytes.write(Integer.parseInt(part));
        }
        return bytes.toByteArray();
    }

    private static byte[] fingerprint(PublicKey key) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-1").digest(key.getEncoded()); // RFC 5280 (4.2.1.2) names keys like this
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static X500Principal principal(String commonName) {
        return new X500Principal("CN=\"" + commonName.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static IllegalStateException noTls(GeneralSecurityException e) {
        return new IllegalStateException(
                "this JVM cannot make a certificate (elliptic curve keys and PKCS12 stores are needed): "
                        + e.getMessage(),
                e);
    }

    /** Made when first needed. */
    private static final class OfThisProcess {
        static final TlsAuthority AUTHORITY = create("Authority for tests");
    }
}
