package dev.vermilion.engine.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds who may depend on whom. Each rule is shown to fail on a violation made for it in {@code violations}. */
class RoomsTest {

    private static final String ENGINE = "dev.vermilion.engine.";

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.vermilion.engine");

    private static final JavaClasses VIOLATIONS =
            new ClassFileImporter().importPackages("dev.vermilion.engine.architecture.violations");

    private static String[] in(String... rooms) {
        return Arrays.stream(rooms).map(room -> ".." + room + "..").toArray(String[]::new);
    }

    private static ArchRule dependsOnNothingOfOursBut(String room, String... others) {
        String[] allowed =
                Stream.concat(Stream.of(in(room)), Stream.of(in(others))).toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(".." + room + "..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(allowed).or(DescribedPredicate.not(resideInAnyPackage("dev.vermilion.."))))
                .as(room + " depends on nothing of ours but itself and " + List.of(others));
    }

    private static final List<String> TYPES = List.of("string", "list", "set", "hash", "zset", "stream", "array");

    static List<ArchRule> rules() {
        ArchRule onlyTheEngineListens = noClasses()
                .that()
                .resideOutsideOfPackages(ENGINE + "net..", "dev.vermilion.engine")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ENGINE + "net..")
                .as("only the engine itself uses net");
        ArchRule encodingsStayInTheirRoom = classes()
                .that()
                .resideInAnyPackage(in(TYPES.toArray(String[]::new)))
                .and()
                .haveSimpleNameNotEndingWith("Value")
                .and()
                .haveSimpleNameNotEndingWith("Commands")
                .and()
                .areTopLevelClasses()
                .and()
                .haveSimpleNameNotContaining("package-info")
                .should()
                .notBePublic()
                .as("of a type's room only the table and the value are public");
        return List.of(
                dependsOnNothingOfOursBut("resp"),
                dependsOnNothingOfOursBut("pack", "resp"),
                dependsOnNothingOfOursBut("table", "resp"),
                dependsOnNothingOfOursBut("keyspace", "resp", "table", "config"),
                onlyTheEngineListens,
                encodingsStayInTheirRoom,
                slices().matching(ENGINE + "(*)..").should().beFreeOfCycles());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theHouseKeepsItsRule(ArchRule rule) {
        rule.check(PRODUCTION);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theRuleFailsOnAViolation(ArchRule rule) {
        ArchRule onViolations = rule.getDescription().contains("cycles")
                ? slices().matching(ENGINE + "architecture.violations.(*)..")
                        .should()
                        .beFreeOfCycles()
                : rule;

        assertThatThrownBy(() -> onViolations.check(VIOLATIONS)).isInstanceOf(AssertionError.class);
    }

    @Test
    void thereAreClassesToCheck() {
        assertThat(PRODUCTION).hasSizeGreaterThan(50);
    }
}
