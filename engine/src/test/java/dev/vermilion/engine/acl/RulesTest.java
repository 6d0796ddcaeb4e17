package dev.vermilion.engine.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.CommandTable;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.resp.Request;
import dev.vermilion.engine.resp.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The words that rules are made of. */
class RulesTest {

    private final CommandTable table = new CommandTable();
    private final List<String> warnings = new ArrayList<>();
    private final Rules rules = new Rules(table, () -> false, warnings::add);
    private final AclUser user = rules.newUser("ann");

    RulesTest() {
        table.add(
                "string",
                List.of(
                        Command.command("GET key", "Reads.").read(Flag.FAST).runs(call -> {}),
                        Command.command("SET key value [GET]", "Writes.")
                                .write()
                                .runs(call -> {})));
        table.add(
                "connection",
                List.of(
                        Command.command("SELECT index", "Selects.").runs(call -> {}),
                        Command.command("CLIENT", "Contains.")
                                .subcommands(List.of(
                                        Command.command("CLIENT ID", "Tells.").runs(call -> {}),
                                        Command.command("CLIENT LIST", "Lists.").runs(call -> {})))));
    }

    private void apply(String... words) {
        for (String each : words) {
            rules.apply(user, Slice.of(each));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "+client|",
                "%~a",
                "%R",
                "%",
                "%RR~a",
                "%X~a",
                "~a b",
                "&a\tb",
                "(on)",
                "(",
                ")",
                "(>x)",
                "select"
            })
    void whatIsNoRuleIsASyntaxError(String word) {
        assertThatThrownBy(() -> apply(word)).isInstanceOf(RuleException.class).hasMessage("Syntax error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+nope",
                "-nope",
                "+client|nope",
                "-client|nope",
                "-select|1",
                "+@nope",
                "-@nope",
                "+",
                "-@",
                "(+nope)"
            })
    void namesMustBeKnown(String word) {
        assertThatThrownBy(() -> apply(word))
                .isInstanceOfSatisfying(
                        RuleException.class, e -> assertThat(e.isUnknownName()).isTrue())
                .hasMessage("Unknown command or category name in ACL");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#abc | The password hash must be exactly 64 characters and contain only lowercase hexadecimal characters",
                "!abc | The password hash must be exactly 64 characters and contain only lowercase hexadecimal characters",
                "<abc | The password you are trying to remove from the user does not exist"
            })
    void passwordsAreChecked(String word, String error) {
        assertThatThrownBy(() -> apply(word)).isInstanceOf(RuleException.class).hasMessage(error);
    }

    @Test
    void aWordBehindASubcommandIsNotSupported() {
        assertThatThrownBy(() -> apply("+client|id|x"))
                .hasMessage("Allowing first-arg of a subcommand is not supported");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+get +set            | -@all +get +set",
                "+GET -get            | -@all -get",
                "+@all -get           | +@all -get",
                "-get +@all           | +@all",
                "+client -client,id   | -@all +client -client,id",
                "+client,id +client   | -@all +client",
                "+client,id -client,id +client,list | -@all -client,id +client,list",
                "+@READ -get +@read   | -@all -get +@read",
                "+select,1 +select,2  | -@all +select,1 +select,2",
                "+select,1 -select    | -@all -select"
            })
    void rulesAreRememberedInTheirOrder(String words, String expected) {
        String description = expected.replace(',', '|');
        apply(words.replace(',', '|').split(" "));

        assertThat(user.root().describeCommands()).isEqualTo(description);
        AclUser again = rules.newUser("again");
        for (String each : description.split(" ")) {
            rules.apply(again, Slice.of(each));
        }
        assertThat(again.root().describeCommands()).isEqualTo(description);
    }

    @Test
    void aWordOfACommandIsAllowedAloneAndWarnedOf() {
        apply("+select|1", "allkeys");

        assertThat(denies("SELECT", "1")).isFalse();
        assertThat(denies("SELECT", "2")).isTrue();
        assertThat(warnings)
                .containsExactly(
                        "Deprecation warning: Allowing a first arg of an otherwise blocked command is a misuse of"
                                + " ACL and may get disabled in the future (offender: +select|1)");
    }

    @Test
    void onlyWhoMayDoAllIsUnrestricted() {
        apply("allcommands", "allkeys");
        assertThat(user.isUnrestricted()).isFalse();
        apply("allchannels");
        assertThat(user.isUnrestricted()).isTrue();
        apply("-get");
        assertThat(user.isUnrestricted()).isFalse();
    }

    @Test
    void selectorsAreNotMixed() {
        apply("(+get ~a)", "(+set ~b)");

        assertThat(denies("GET", "a")).isFalse();
        assertThat(denies("GET", "b")).isTrue();
        assertThat(denies("SET", "a", "1")).isTrue();
        assertThat(denies("SET", "b", "1")).isFalse();
        apply("clearselectors");
        assertThat(denies("GET", "a")).isTrue();
    }

    @Test
    void wordsOfASelectorAreJoined() {
        assertThat(merged("on", "(+get", "~a", "+b)", "~c")).containsExactly("on", "(+get ~a +b)", "~c");
        assertThat(merged("(+get)", "(", ")")).containsExactly("(+get)", "( )");
        assertThat(Rules.merge(List.of(Slice.of("a"), Slice.of("(b"), Slice.of("(c"))))
                .isNull();
        assertThat(Rules.unclosed(List.of(Slice.of("a"), Slice.of("(b"), Slice.of("(c"))))
                .hasToString("(b");
    }

    private static List<String> merged(String... words) {
        List<Slice> merged =
                Rules.merge(java.util.Arrays.stream(words).map(Slice::of).toList());
        return Objects.requireNonNull(merged).stream().map(Slice::toString).toList();
    }

    private boolean denies(String... words) {
        Request request = Request.of(words);
        return user.denial(Objects.requireNonNull(table.find(request)), request) != null;
    }
}
