package org.handover;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The rooms and the doors between them. */
class ArchitectureTest {

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.handover");

    /** One day the engine's package is renamed: that must touch few places. */
    @Test
    void theEngineIsKnownAtItsEdgeOnly() {
        ArchRule rule = noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Delegate")
                .and()
                .haveSimpleNameNotEndingWith("Listener")
                .and()
                .resideOutsideOfPackages("..engine..", "..security..", "..cockpit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.camunda..");
        rule.check(CODE);
    }

    @Test
    void roomsHaveNoCycles() {
        ArchRule rule = slices().matching("org.handover.(*)..").should().beFreeOfCycles();
        rule.check(CODE);
    }

    @Test
    void theLedgerKnowsNothingOfTheStory() {
        ArchRule rule = classes()
                .that()
                .resideInAPackage("..custody..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("..custody..", "..vocabulary..", "java..", "org.springframework..");
        rule.check(CODE);
    }

    @Test
    void theStoryDoesNotKnowItsSurfaces() {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.handover.api..",
                        "org.handover.board..",
                        "org.handover.cockpit..",
                        "org.handover.live..",
                        "org.handover.monitoring..",
                        "org.handover.scenario..",
                        "org.handover.reading..",
                        "org.handover.export..",
                        "org.handover.protocol..",
                        "org.handover.account..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.handover.api..",
                        "org.handover.board..",
                        "org.handover.cockpit..",
                        "org.handover.live..",
                        "org.handover.monitoring..",
                        "org.handover.scenario..",
                        "org.handover.reading..",
                        "org.handover.export..",
                        "org.handover.protocol..",
                        "org.handover.account..");
        rule.check(CODE);
    }

    @Test
    void delegatesAndListenersArePackagePrivate() {
        ArchRule rule = classes()
                .that()
                .haveSimpleNameEndingWith("Delegate")
                .or()
                .haveSimpleNameEndingWith("Listener")
                .should()
                .notBePublic();
        rule.check(CODE);
    }

    @Test
    void noVagueNames() {
        ArchRule rule = noClasses()
                .should()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameStartingWith("Base")
                .orShould()
                .haveSimpleNameEndingWith("Impl");
        rule.check(CODE);
    }
}
