package org.handover.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.handover.browser.Visitor.Window.DESK;

import com.microsoft.playwright.options.ColorScheme;
import org.handover.engine.Workbench;
import org.handover.fixture.Accession;
import org.handover.fixture.Filling;
import org.handover.http.Http;
import org.handover.http.RunningApplication;
import org.handover.security.Groups;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** The pages of the cases in a browser: as every group, in both languages, in light and dark, on a desk and on a phone. */
@RunningApplication
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CasesIT {

    private static final String REFERENCE = "CAS-2019-01";
    private static final String CASES = "/handovers/" + REFERENCE + "/cases";

    @SuppressWarnings("unused")
    private static final java.util.List<String> GROUPS = Groups.ALL;

    private Chromium chromium;
    private String home;

    @BeforeAll
    void fill(@Autowired Environment environment, @Autowired Workbench workbench) {
        chromium = new Chromium();
        home = "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port");
        Http http = Http.anonymous(environment);
        http.as("negotiators-1")
                .start(
                        "handover",
                        "EMP-2019-01",
                        "pledgedOn",
                        "2019-03-01",
                        "pledgedBy",
                        "A minister",
                        "counterparty",
                        "DPRK",
                        "statement",
                        "Something will be returned");
        new Filling(http, REFERENCE, new Accession(5, 60, 1953), () -> workbench.settle(REFERENCE)).run(12);
    }

    @AfterAll
    void close() {
        chromium.close();
    }

    @ParameterizedTest
    @FieldSource("GROUPS")
    void everyGroup_findsNothingAmiss(String group) {
        try (Visitor visitor = Visitor.signIn(chromium.browser(), home, group + "-1")) {
            visitor.opens(CASES).picture("cases-" + group);
            boolean blind = group.equals(Groups.SCIENTISTS);
            visitor.opens(CASES + "/I-003").picture("case-open-" + group);
            if (blind) {
                visitor.finds("withheld");
            }
            assertThat(visitor.page().getByText("This case is examined blind.").count())
                    .isEqualTo(blind ? 1 : 0);
            assertThat(visitor.complaints()).as(group).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"DESK,ko,LIGHT", "DESK,en,DARK", "PHONE,en,LIGHT", "PHONE,ko,DARK"})
    void everyWindow_isFilled(Visitor.Window window, String language, ColorScheme scheme) {
        String which = "%s-%s-%s".formatted(window, language, scheme).toLowerCase(java.util.Locale.ROOT);
        try (Visitor visitor = Visitor.signIn(chromium.browser(), home, "lab-managers-1", window, language, scheme)) {
            visitor.opens(CASES).finds(which).picture("cases-" + which);
            visitor.opens(CASES + "/I-001").finds(which).picture("case-closed-" + which);
            visitor.opens(CASES + "/I-004").finds(which).picture("case-dna-" + which);
            visitor.opens("/handovers/EMP-2019-01/cases").finds(which);
            assertThat(visitor.complaints()).as(which).isEmpty();
        }
    }

    @Test
    void stepAndPage_areChosenByLinks() {
        try (Visitor visitor = Visitor.signIn(chromium.browser(), home, "observers-1", DESK, "en", ColorScheme.LIGHT)) {
            var page = visitor.opens(CASES).page();
            assertThat(page.locator("table.list tbody tr").count()).isEqualTo(50);
            page.locator("a[rel=next]").click();
            page.waitForURL("**page=2");
            assertThat(page.locator("table.list tbody tr").count()).isEqualTo(10);
            page.locator(
                            ".waiting a",
                            new com.microsoft.playwright.Page.LocatorOptions().setHasText("Review disposition"))
                    .click();
            page.waitForURL("**step=ReviewDisposition");
            assertThat(page.locator("table.list tbody tr").count()).isEqualTo(1);
            page.locator("table.list tbody a").click();
            page.waitForURL("**/cases/I-007");
            assertThat(page.locator("h1").textContent()).isEqualTo("Case I-007");
        }
    }
}
