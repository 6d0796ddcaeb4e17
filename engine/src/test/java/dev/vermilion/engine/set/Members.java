package dev.vermilion.engine.set;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.testing.Conversation;
import java.util.Arrays;
import java.util.List;

/** Talk about sets, whose members come in no order. */
final class Members {

    private Members() {}

    /** The elements of a reply that is an array of words, sorted. */
    static List<String> of(String reply) {
        assertThat(reply).startsWith("[").endsWith("]");
        return Arrays.stream(reply.substring(1, reply.length() - 1).split(" "))
                .filter(word -> !word.isEmpty())
                .sorted()
                .toList();
    }

    /** As {@link Conversation#play}, but arrays may come in any order. */
    static void play(Conversation talk, String script) {
        String[] lines = script.lines().filter(line -> !line.isBlank()).toArray(String[]::new);
        for (int i = 0; i < lines.length; i += 2) {
            assertThat(lines[i]).startsWith("> ");
            String reply = talk.run(lines[i].substring(2));
            if (lines[i + 1].startsWith("[") && reply.startsWith("[")) {
                assertThat(of(reply)).as(lines[i]).isEqualTo(of(lines[i + 1]));
            } else {
                assertThat(reply).as(lines[i]).isEqualTo(lines[i + 1]);
            }
        }
    }
}
