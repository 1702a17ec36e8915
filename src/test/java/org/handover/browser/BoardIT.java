package org.handover.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.handover.browser.Visitor.Window;
import org.handover.http.Http;
import org.handover.http.RunningApplication;
import org.handover.security.Groups;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The overview and the laboratory as people see them. */
@RunningApplication
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoardIT {

    private static final String KOREA = "KOR-2018-01";

    private Chromium chromium;
    private Http http;
    private String home;

    @BeforeAll
    void aYearOfWork(@Autowired Environment environment) {
        chromium = new Chromium();
        http = Http.anonymous(environment);
        home = "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port");
        nothingYet();
        for (String scenario : List.of("korea-2018-to-july-18", "korea-2018-after-july-18")) {
            Http.Answer played =
                    http.as("operators-1").post("/api/scenarios?reference=" + KOREA + "&name=" + scenario, "{}");
            assertThat(played.status()).as(played.body()).isEqualTo(200);
        }
        pledge("BRD-2024-01", "2024-03-05");
        Http.Answer scheduled = http.as("negotiators-1")
                .complete(
                        "BRD-2024-01",
                        "ScheduleTalks",
                        "talksOn",
                        "2024-04-12",
                        "talksLevel",
                        "WORKING",
                        "venue",
                        "Panmunjom");
        assertThat(scheduled.status()).as(scheduled.body()).isEqualTo(204);
    }

    @AfterAll
    void closeBrowser() {
        chromium.close();
    }

    private void pledge(String reference, String on) {
        Http.Answer started = http.as("negotiators-1")
                .start(
                        "handover",
                        reference,
                        "pledgedOn",
                        on,
                        "pledgedBy",
                        "The counterparty's leader",
                        "counterparty",
                        "조선민주주의인민공화국 인민무력성 판문점대표부",
                        "statement",
                        "thousands and thousands");
        assertThat(started.status()).as(started.body()).isEqualTo(200);
    }

    /** Before anything is recorded. */
    private void nothingYet() {
        try (Visitor observer = Visitor.signIn(chromium.browser(), home, "observers-1")) {
            observer.opens("/").picture("overview-empty").finds("the overview without a handover");
            assertThat(observer.page().locator(".empty")).containsText("No handover has been opened yet");
            observer.opens("/laboratory").picture("laboratory-empty").finds("the laboratory without a case");
            assertThat(observer.complaints()).isEmpty();
        }
    }

    @Test
    void everyGroup_isOfferedOnlyWhatOpensForIt() {
        for (String group : Groups.ALL) {
            try (Visitor member = Visitor.signIn(chromium.browser(), home, group + "-1")) {
                Set<String> offered = new HashSet<>();
                for (String path : List.of("/", "/laboratory", "/laboratory?reference=" + KOREA)) {
                    member.opens(path);
                    assertThat(member.page().locator(".person")).containsText(group + "-1");
                    offered.addAll(member.offers());
                }
                assertThat(offered).anyMatch(address -> address.contains("/cases?step="));
                for (String address : offered) {
                    assertThat(member.status(address))
                            .as(group + ": " + address)
                            .isEqualTo(200);
                }
                assertThat(offered.stream().anyMatch(address -> address.contains("/camunda/app/cockpit")))
                        .as(group)
                        .isEqualTo(
                                Set.of(Groups.OPERATORS, Groups.ADMINISTRATORS).contains(group));
                assertThat(member.complaints()).as(group).isEmpty();
            }
        }
    }

    @Test
    void everyPage_readsWell_inBothLanguages_inLightAndDark_atTheDeskAndOnAPhone() {
        readsWell(Window.DESK, "en", ColorScheme.LIGHT);
        readsWell(Window.DESK, "ko", ColorScheme.DARK);
        readsWell(Window.PHONE, "en", ColorScheme.DARK);
        readsWell(Window.PHONE, "ko", ColorScheme.LIGHT);
    }

    private void readsWell(Window window, String language, ColorScheme scheme) {
        String how = "%s-%s-%s".formatted(window, language, scheme).toLowerCase(Locale.ROOT);
        try (Visitor manager = Visitor.signIn(chromium.browser(), home, "lab-managers-1", window, language, scheme)) {
            manager.opens("/").picture("overview-" + how).finds("overview " + how);
            assertThat(manager.page().locator("html")).hasAttribute("lang", language);
            manager.opens("/laboratory").picture("laboratory-" + how).finds("laboratory " + how);
            manager.opens("/laboratory?reference=" + KOREA)
                    .picture("laboratory-of-one-" + how)
                    .finds("laboratory of one " + how);
            assertThat(
                            (List<?>)
                                    manager.page()
                                            .evaluate(
                                                    """
                                    () => [...document.querySelectorAll('main .scroll')]
                                        .filter(part => part.scrollWidth > part.clientWidth)
                                        .map(part => part.getAttribute('aria-labelledby'))"""))
                    .as("tables of which a part is out of sight, " + how)
                    .isEmpty();
            assertThat(
                            (int)
                                    manager.page()
                                            .evaluate(
                                                    "() => document.querySelector('.languages').offsetTop - document.querySelector('.home').offsetTop"))
                    .as("name and languages in one row, " + how)
                    .isZero();
            manager.opens("/?search=NOWHERE").finds("no match " + how);
            assertThat(manager.complaints()).as(how).isEmpty();
        }
    }

    @Test
    void laboratory_countsWhatWaits_forWhom_andHowLong(@Autowired JdbcClient jdbc) {
        jdbc.sql(
                        """
                update act_ru_task set create_time_ = :earlier where id_ =
                    (select min(id_) from act_ru_task where task_def_key_ = 'SignOutForReturn')""")
                .param("earlier", Timestamp.from(Instant.now().minus(40, ChronoUnit.DAYS)))
                .update();
        try (Visitor observer = Visitor.signIn(chromium.browser(), home, "observers-1")) {
            for (String path : List.of("/laboratory", "/laboratory?reference=" + KOREA)) {
                Page page = observer.opens(path).page();
                assertThat(page.locator(".figures .key")).containsText("12");
                // Up to 7 days, 8 to 30, 31 to 90, 91 to 365, over 365, in all.
                assertThat(figures(page, "Select lines of evidence")).startsWith("10", "0", "0", "0", "0", "10");
                assertThat(figures(page, "Sign out for return")).startsWith("1", "0", "1", "0", "0", "2");
                assertThat(figures(page, "Laboratory managers")).startsWith("10");
                assertThat(figures(page, "Evidence coordinators")).startsWith("2");
                assertThat(figures(page, "Examined")).containsExactly("55");
                assertThat(page.locator(".chart canvas")).hasCount(1);
            }
            observer.opens("/laboratory?reference=BRD-2024-01");
            assertThat(observer.page().locator(".figures .key")).containsText("0");
            assertThat(observer.page().locator("main .empty").first()).containsText("No case is open");
        }
    }

    /** The cells of a row, without the one that names it. */
    private static List<String> figures(Page page, String name) {
        return page
                .locator("main tbody tr", new Page.LocatorOptions().setHas(page.locator("th:text-is('" + name + "')")))
                .first()
                .locator("td")
                .allInnerTexts()
                .stream()
                .map(String::strip)
                .toList();
    }

    @Test
    void onPaper_theFiguresStand_andTheButtonsDoNot() {
        try (Visitor observer = Visitor.signIn(chromium.browser(), home, "observers-1")) {
            for (String path : List.of("/", "/laboratory")) {
                observer.opens(path);
                observer.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
                assertThat(observer.page().locator(".bar nav").first()).isHidden();
                assertThat(observer.page().locator(".person button")).isHidden();
                assertThat(observer.page().locator("main table").first()).isVisible();
                observer.picture("print-" + (path.equals("/") ? "overview" : "laboratory"));
                observer.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
            }
        }
    }

    @Test
    void withTheKeyboardAlone_everythingIsReached_andSeen() {
        try (Visitor observer = Visitor.signIn(chromium.browser(), home, "observers-1")) {
            Page page = observer.opens("/").page();
            page.keyboard().press("Tab");
            assertThat(page.locator(".skip")).isFocused();
            assertThat(page.locator(".skip")).isInViewport();
            page.keyboard().press("Enter");
            assertThat(page.url()).endsWith("#content");

            page.keyboard().press("Tab");
            assertThat(page.locator("input[name=search]")).isFocused();
            Set<Object> reached = new HashSet<>();
            for (int i = 0; i < 60; i++) {
                Object focused = page.evaluate(
                        """
                        () => {
                          const at = document.activeElement;
                          if (!at || at === document.body) return null;
                          const style = getComputedStyle(at);
                          const seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
                          return (seen ? '' : 'unseen ') + at.tagName + ' ' + (at.href || at.name || at.textContent.trim());
                        }""");
                if (focused == null) {
                    break;
                }
                assertThat(focused.toString()).doesNotStartWith("unseen");
                reached.add(focused);
                page.keyboard().press("Tab");
            }
            assertThat(reached).anyMatch(each -> each.toString().contains("/handovers/" + KOREA));
        }
    }

    @Test
    void language_keepsWhereTheReaderIs() {
        try (Visitor observer = Visitor.signIn(chromium.browser(), home, "observers-1")) {
            Page page = observer.opens("/laboratory?reference=" + KOREA).page();
            page.locator(".languages a[lang=ko]").click();

            assertThat(page.locator("html")).hasAttribute("lang", "ko");
            assertThat(page.url()).contains("reference=" + KOREA);
            assertThat(page.locator("h1")).containsText(KOREA);
            observer.opens("/");
            assertThat(page.locator("html")).hasAttribute("lang", "ko");
        }
    }

    @Test
    void newHandover_appearsByItself_andSignOutElsewhereIsSaid() {
        try (Visitor observer = Visitor.signIn(chromium.browser(), home, "observers-2")) {
            Page page = observer.opens("/").page();
            Locator row = page.locator("#handover-BRD-2026-01");
            assertThat(row).hasCount(0);
            Locator filter = page.locator("main a[href*='phase=TALKS']").first();
            filter.focus();
            page.evaluate(
                    """
                    () => {
                      window.lost = 0;
                      document.addEventListener('htmx:afterSwap', () => window.lost += document.activeElement === document.body);
                    }""");

            pledge("BRD-2026-01", "2026-01-05");

            assertThat(row).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(20_000));
            assertThat(filter).isFocused();
            assertThat(page.evaluate("() => window.lost"))
                    .as("moments without a focus")
                    .isEqualTo(0);
            assertThat(observer.complaints()).isEmpty();

            Page another = page.context().newPage();
            another.navigate(home + "/laboratory");
            another.locator(".person button").click();
            another.locator("#user").waitFor();
            assertThat(page.locator("[data-reason=signed-out]"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(20_000));
            observer.picture("signed-out-elsewhere");
        }
    }

    @Test
    void whatIsNotThere_isSaidOnAPage() {
        try (Visitor observer =
                Visitor.signIn(chromium.browser(), home, "observers-1", Window.PHONE, "ko", ColorScheme.DARK)) {
            for (String path :
                    List.of("/laboratory?reference=KOR-1900-01", "/laboratory?reference=x", "/laboratory/x")) {
                assertThat(observer.page().navigate(home + path).status())
                        .as(path)
                        .isEqualTo(404);
                assertThat(observer.page().locator("h1")).hasText("찾을 수 없음");
                assertThat(observer.page().locator(".person")).containsText("observers-1");
                observer.finds(path);
            }
            observer.picture("not-there");
        }
    }

    @Test
    void moreThanFiftyHandovers_arePaged_searched_andFiltered() {
        for (int i = 1; i <= 50; i++) {
            pledge("PAG-2010-%02d".formatted(i), "2010-01-01");
        }
        try (Visitor observer = Visitor.signIn(chromium.browser(), home, "observers-1")) {
            Page page = observer.opens("/").page();
            assertThat(page.locator("table.handovers tbody tr")).hasCount(50);
            observer.picture("overview-of-many").finds("overview of many");
            page.locator(".pager a[rel=next]").click();
            assertThat(page.locator(".pager a[rel=prev]")).isVisible();
            assertThat(page.locator("#handover-PAG-2010-01")).isVisible();

            observer.opens("/?search=kor-2018&sort=overdue");
            assertThat(page.locator("table.handovers tbody tr")).hasCount(1);
            observer.opens("/?phase=IDENTIFICATION");
            assertThat(page.locator("table.handovers tbody tr")).hasCount(1);
            assertThat(page.locator(".phases [aria-current]")).containsText("Identification");
            observer.opens("/?sort=overdue");
            assertThat(page.locator("table.handovers tbody tr").first()).containsText("BRD-2024-01");
            assertThat(page.locator("table.handovers tbody tr").first()).containsText("overdue");
            assertThat(page.locator("table.handovers tbody tr").first()).containsText("Negotiators");
        }
    }
}
