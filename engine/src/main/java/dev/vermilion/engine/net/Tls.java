package dev.vermilion.engine.net;

import dev.vermilion.engine.config.Configuration;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the tls- directives say, as a context for connections. */
final class Tls {

    private Tls() {}

    /**
     * Reads certificates and key. They are PEM files; the key must be in PKCS #8, as OpenSSL 3 writes it.
     *
     * @throws IOException if something is missing or cannot be read; the message says what
     */
    static SslContext context(Configuration configuration) throws IOException {
        String certificate = configuration.get("tls-cert-file");
        String key = configuration.get("tls-key-file");
        if (certificate.isEmpty()) {
            throw new IOException("No tls-cert-file configured!");
        }
        String password = configuration.get("tls-key-file-pass");
        try {
            SslContextBuilder builder = SslContextBuilder.forServer(
                    new File(certificate),
                    new File(key.isEmpty() ? certificate : key),
                    password.isEmpty() ? null : password);
            builder.sslProvider(SslProvider.JDK);
            trust(builder, configuration);
            List<String> protocols = words(configuration.get("tls-protocols"));
            builder.protocols(protocols.isEmpty() ? List.of("TLSv1.2", "TLSv1.3") : protocols);
            List<String> suites = words(configuration.get("tls-ciphersuites").replace(':', ' '));
            if (!suites.isEmpty()) {
                builder.ciphers(suites);
            }
            if (configuration.isOn("tls-session-caching")) {
                builder.sessionCacheSize(configuration.number("tls-session-cache-size"));
                builder.sessionTimeout(configuration.number("tls-session-cache-timeout"));
            }
            return builder.build();
        } catch (IllegalArgumentException | CertificateException e) {
            throw new IOException("Failed to configure TLS: " + e.getMessage(), e);
        }
    }

    private static void trust(SslContextBuilder builder, Configuration configuration)
            throws IOException, CertificateException {
        String asked = configuration.get("tls-auth-clients");
        if (asked.equals("no")) {
            builder.clientAuth(ClientAuth.NONE);
            return;
        }
        Collection<X509Certificate> trusted = authorities(configuration);
        if (trusted.isEmpty()) {
            throw new IOException("Either tls-ca-cert-file or tls-ca-cert-dir must be specified when tls-cluster,"
                    + " tls-replication or tls-auth-clients are enabled!");
        }
        builder.trustManager(trusted);
        builder.clientAuth(asked.equals("optional") ? ClientAuth.OPTIONAL : ClientAuth.REQUIRE);
    }

    private static Collection<X509Certificate> authorities(Configuration configuration)
            throws IOException, CertificateException {
        List<Path> files = new ArrayList<>();
        if (!configuration.get("tls-ca-cert-file").isEmpty()) {
            files.add(Path.of(configuration.get("tls-ca-cert-file")));
        }
        if (!configuration.get("tls-ca-cert-dir").isEmpty()) {
            try (Stream<Path> folder = Files.list(Path.of(configuration.get("tls-ca-cert-dir")))) {
                folder.filter(Files::isRegularFile).forEach(files::add);
            }
        }
        List<X509Certificate> authorities = new ArrayList<>();
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(in)
                        .forEach(each -> authorities.add((X509Certificate) each));
            }
        }
        return authorities;
    }

    private static List<String> words(String text) {
        return text.isBlank()
                ? List.of()
                : Stream.of(text.strip().split("\\s+"))
                        .map(each ->
                                each.toUpperCase(Locale.ROOT).startsWith("TLSV") ? "TLSv" + each.substring(4) : each)
                        .toList();
    }
}
