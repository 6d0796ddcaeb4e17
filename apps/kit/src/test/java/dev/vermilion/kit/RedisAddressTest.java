package dev.vermilion.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {

    @Test
    void userPasswordPortAndDatabaseAreRead() throws StartException {
        RedisAddress address = RedisAddress.parse("rediss://ann:p%40ss@example.org:7000/3");
        assertThat(address.kind()).isEqualTo(RedisAddress.Kind.TLS);
        assertThat(address.first()).hasToString("example.org:7000");
        assertThat(address.user()).isEqualTo("ann");
        assertThat(address.password()).isEqualTo("p@ss");
        assertThat(address.database()).isEqualTo(3);
        assertThat(address.shown()).isEqualTo("rediss://example.org:7000/3");
    }

    @Test
    void whatIsLeftOutIsTheUsual() throws StartException {
        RedisAddress address = RedisAddress.parse("redis://localhost");
        assertThat(address.first()).hasToString("localhost:6379");
        assertThat(address.user()).isNull();
        assertThat(address.password()).isNull();
    }

    @Test
    void sentinelsAndTheirMasterAreRead() throws StartException {
        RedisAddress address = RedisAddress.parse("redis-sentinel://:pw@a:1,b/mymaster");
        assertThat(address.nodes()).hasToString("[a:1, b:26379]");
        assertThat(address.master()).isEqualTo("mymaster");
        assertThat(address.password()).isEqualTo("pw");
    }

    @Test
    void theNodesOfAClusterAreRead() throws StartException {
        RedisAddress address = RedisAddress.parse("redis-cluster://a:1,b:2,[::1]:3");
        assertThat(address.kind()).isEqualTo(RedisAddress.Kind.CLUSTER);
        assertThat(address.nodes()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "http://localhost",
                "redis://",
                "redis://a b",
                "redis://host:port",
                "redis://h/x"
            })
    void anythingElseIsRefused(String url) {
        assertThatThrownBy(() -> RedisAddress.parse(url)).hasMessageContaining("is no Redis URL");
    }

    @Test
    void aPasswordInABadUrlIsNotRepeated() {
        assertThatThrownBy(() -> RedisAddress.parse("redis://:hunter2@host:port"))
                .hasMessageContaining("//…@host:port")
                .message()
                .doesNotContain("hunter2");
    }
}
