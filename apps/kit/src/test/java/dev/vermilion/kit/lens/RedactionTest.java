package dev.vermilion.kit.lens;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "AUTH hunter2 | AUTH (redacted)",
                "AUTH ann hunter2 | AUTH (redacted) (redacted)",
                "hello 3 auth ann hunter2 | hello (redacted) (redacted) (redacted) (redacted)",
                "CONFIG SET requirepass hunter2 | CONFIG SET requirepass (redacted)",
                "CONFIG SET maxmemory 1 | CONFIG SET maxmemory 1",
                "ACL SETUSER ann >hunter2 | ACL SETUSER ann (redacted)",
                "HSET u name ann Password hunter2 | HSET u name ann Password (redacted)",
                "SET j {\"token\":\"hunter2\",\"n\":1} | SET j {\"token\":\"(redacted)\",\"n\":1}",
                "SET vault:1 hunter2 | SET vault:1 (redacted)",
                "SET other 1 | SET other 1",
            },
            delimiter = '|')
    void secretArgumentsAreReplaced(String command, String shown) {
        Redaction redaction = new Redaction();
        redaction.add(List.of("vault:*"));
        List<byte[]> words = Stream.of(command.split(" "))
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toList();
        assertThat(redaction.command(words).stream()
                        .map(word -> new String(word, StandardCharsets.UTF_8))
                        .collect(Collectors.joining(" ")))
                .isEqualTo(shown);
    }
}
