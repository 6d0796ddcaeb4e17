package dev.vermilion.engine.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vermilion.engine.Engine;
import dev.vermilion.engine.EngineConfig;
import dev.vermilion.engine.testing.RedisServerProcess;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ways in: a socket in the file system, and TLS with certificates made for the test. */
class ListenerTest {

    @TempDir
    Path directory;

    private int tlsPort;

    @BeforeEach
    void choosePort() throws IOException {
        tlsPort = RedisServerProcess.freePort();
    }

    @Test
    void aSocketInTheFileSystemIsServed() throws IOException {
        Path socket = directory.resolve("redis.sock");
        Files.writeString(socket, "left over");
        EngineConfig config = EngineConfig.builder()
                .set("port", "0")
                .set("unixsocket", socket.toString())
                .set("unixsocketperm", "750")
                .build();
        try (Engine engine = Engine.open(config);
                SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            assertThat(engine.port()).isZero();
            assertThat(ask(channel, "PING\r\n")).isEqualTo("+PONG\r\n");
            assertThat(ask(channel, "CLIENT INFO\r\n")).contains("addr=" + socket + ":0 laddr=" + socket + ":0 ");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rwxr-x---");
        }
        assertThat(socket).doesNotExist();
    }

    @Test
    void aScriptThatRunsForLongIsKilledThroughASocketInTheFileSystem() throws IOException {
        Path socket = directory.resolve("redis.sock");
        EngineConfig config = EngineConfig.builder()
                .set("port", "0")
                .set("unixsocket", socket.toString())
                .set("busy-reply-threshold", "10")
                .build();
        try (Engine engine = Engine.open(config);
                SocketChannel busy = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                SocketChannel other = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            assertThat(ask(other, "PING\r\n")).isEqualTo("+PONG\r\n");
            busy.write(ByteBuffer.wrap("EVAL \"while true do end\" 0\r\n".getBytes(UTF_8)));
            String reply = "";
            while (!reply.startsWith("+OK")) {
                reply = ask(other, "SCRIPT KILL\r\n");
            }
            assertThat(ask(busy, "")).contains("Script killed by user");
            assertThat(engine.commands().find("PING")).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"no, false, true", "no, true, true", "optional, false, true", "yes, true, true", "yes, false, false"})
    void tlsAsksClientsForACertificateAsItIsTold(String asks, boolean shows, boolean served) throws Exception {
        certificate("server");
        certificate("client");
        try (Engine engine =
                Engine.open(tls("server").set("tls-auth-clients", asks).build())) {
            List<String> arguments = new ArrayList<>(List.of("--cacert", file("server.crt")));
            if (shows) {
                arguments.addAll(List.of("--cert", file("client.crt"), "--key", file("client.key")));
            }
            arguments.addAll(List.of("-n", "3", "SET", "key", "x".repeat(100_000)));
            assertThat(cli(tlsPort, arguments)).matches(served ? "(?s)OK\n" : "(?s).*[Ee]rror.*");
            assertThat(engine.port()).isPositive();
        }
    }

    @Test
    void anOldProtocolIsRefused() throws Exception {
        certificate("server");
        try (Engine engine = Engine.open(tls("server")
                .set("tls-auth-clients", "no")
                .set("tls-protocols", "TLSv1.3")
                .build())) {
            assertThat(engine.port()).isPositive();
            String connect = "127.0.0.1:" + tlsPort;
            assertThat(run("openssl", "s_client", "-connect", connect, "-tls1_2"))
                    .contains("alert protocol version");
            assertThat(run("openssl", "s_client", "-connect", connect, "-tls1_3"))
                    .contains("TLSv1.3");
        }
    }

    @Test
    void newCertificatesAreUsedFromThenOn() throws Exception {
        certificate("server");
        certificate("other");
        try (Engine engine =
                Engine.open(tls("server").set("tls-auth-clients", "no").build())) {
            String plain = "127.0.0.1";
            assertThat(run(
                            "redis-cli",
                            "-h",
                            plain,
                            "-p",
                            "" + engine.port(),
                            "CONFIG",
                            "SET",
                            "tls-cert-file",
                            file("other.crt"),
                            "tls-key-file",
                            file("missing.key")))
                    .contains("Unable to update TLS configuration. Check server logs.");
            assertThat(cli(tlsPort, List.of("--cacert", file("server.crt"), "PING")))
                    .isEqualTo("PONG\n");
            run(
                    "redis-cli",
                    "-h",
                    plain,
                    "-p",
                    "" + engine.port(),
                    "CONFIG",
                    "SET",
                    "tls-cert-file",
                    file("other.crt"),
                    "tls-key-file",
                    file("other.key"));
            assertThat(cli(tlsPort, List.of("--cacert", file("other.crt"), "PING")))
                    .isEqualTo("PONG\n");
        }
    }

    @Test
    void withoutCertificatesThereIsNoTls() {
        EngineConfig config = EngineConfig.builder()
                .port(0)
                .set("tls-port", Integer.toString(tlsPort))
                .build();
        assertThatThrownBy(() -> Engine.open(config)).hasMessage("No tls-cert-file configured!");
    }

    private EngineConfig.Builder tls(String name) {
        return EngineConfig.builder()
                .port(0)
                .set("tls-port", Integer.toString(tlsPort))
                .set("tls-cert-file", file(name + ".crt"))
                .set("tls-key-file", file(name + ".key"))
                .set(
                        "tls-ca-cert-file",
                        directory.resolve("client.crt").toFile().exists() ? file("client.crt") : "");
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private void certificate(String name) throws Exception {
        String made = run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=127.0.0.1",
                "-addext",
                "subjectAltName=IP:127.0.0.1",
                "-keyout",
                file(name + ".key"),
                "-out",
                file(name + ".crt"));
        assumeTrue(Files.exists(directory.resolve(name + ".crt")), "openssl made no certificate: " + made);
    }

    private static String cli(int port, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("redis-cli", "-h", "127.0.0.1", "-p", "" + port, "--tls"));
        command.addAll(arguments);
        return run(command.toArray(String[]::new));
    }

    private static String run(String... command) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            assumeTrue(false, "there is no " + command[0] + " to test with");
            throw e;
        }
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    private static String ask(SocketChannel channel, String request) throws IOException {
        channel.write(ByteBuffer.wrap(request.getBytes(UTF_8)));
        ByteBuffer reply = ByteBuffer.allocate(4096);
        channel.read(reply);
        return new String(reply.array(), 0, reply.position(), UTF_8);
    }
}
