package dev.vermilion.engine.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandsPageTest {

    @Test
    void thePageOfCommandsIsWhatTheTableSays() throws IOException {
        assertThat(Files.readString(CommandsPage.PAGE))
                .as("docs/commands.md is out of date: run docs/renew")
                .isEqualTo(CommandsPage.text(CommandsPage.table()));
    }

    @Test
    void everyCommandHasOneRowInTheSources() throws IOException {
        List<String> names = new ArrayList<>();
        CommandsPage.rows((name, file) -> names.add(name));
        List<String> runnable = CommandsPage.table().allWithSubcommands().stream()
                .filter(each -> each.handler() != null)
                .map(CommandsPage::name)
                .toList();

        assertThat(names).doesNotHaveDuplicates();
        assertThat(names).containsAll(runnable);
    }
}
