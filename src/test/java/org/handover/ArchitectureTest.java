package org.handover;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rooms and the doors between them. */
@AnalyzeClasses(packages = "org.handover", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** One day the engine's package is renamed: that must touch few places. */
    @ArchTest
    static final ArchRule theEngineIsKnownAtItsEdgeOnly = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Delegate")
            .and()
            .haveSimpleNameNotEndingWith("Listener")
            .and()
            .resideOutsideOfPackages("..engine..", "..security..", "..cockpit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.camunda..");

    @ArchTest
    static final ArchRule roomsHaveNoCycles =
            slices().matching("org.handover.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theLedgerKnowsNothingOfTheStory = classes()
            .that()
            .resideInAPackage("..custody..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("..custody..", "..vocabulary..", "java..", "org.springframework..");

    @ArchTest
    static final ArchRule theStoryDoesNotKnowItsSurfaces = noClasses()
            .that()
            .resideOutsideOfPackages("..api..", "..board..", "..cockpit..", "..scenario..", "..account..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..api..", "..board..", "..cockpit..", "..scenario..", "..account..");

    @ArchTest
    static final ArchRule delegatesAndListenersArePackagePrivate = classes()
            .that()
            .haveSimpleNameEndingWith("Delegate")
            .or()
            .haveSimpleNameEndingWith("Listener")
            .should()
            .notBePublic();

    @ArchTest
    static final ArchRule noVagueNames = noClasses()
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
}
