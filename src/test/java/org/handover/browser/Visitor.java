package org.handover.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One of the demo's users in front of the status board. */
final class Visitor implements AutoCloseable {

    /** How wide somebody's window is. */
    enum Window {
        DESK(1280, 860),
        PHONE(390, 844);

        private final int width;
        private final int height;

        Window(int width, int height) {
            this.width = width;
            this.height = height;
        }
    }

    private final String home;
    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    private Visitor(Browser browser, String home, Window window, String language, ColorScheme scheme) {
        this.home = home;
        context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(window.width, window.height)
                .setLocale(language.equals("ko") ? "ko-KR" : "en-US")
                .setColorScheme(scheme)
                .setTimezoneId("Pacific/Honolulu"));
        context.setDefaultTimeout(30_000);
        page = context.newPage();
        page.onConsoleMessage(this::listen);
        page.onPageError(complaints::add);
    }

    static Visitor signIn(Browser browser, String home, String user) {
        return signIn(browser, home, user, Window.DESK, "en", ColorScheme.LIGHT);
    }

    /** @param language {@code en} or {@code ko}: what the browser prefers */
    static Visitor signIn(
            Browser browser, String home, String user, Window window, String language, ColorScheme scheme) {
        var visitor = new Visitor(browser, home, window, language, scheme);
        visitor.page.navigate(home + "/sign-in");
        visitor.page.locator("#user").fill(user);
        visitor.page.locator("#password").fill("demo");
        visitor.page.locator("main button").first().click();
        visitor.page.waitForURL(home + "/**");
        visitor.page.locator("header.top").waitFor();
        return visitor;
    }

    private void listen(ConsoleMessage message) {
        if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text() + " " + message.location());
        }
    }

    Page page() {
        return page;
    }

    /** What the browser complained about. */
    List<String> complaints() {
        return complaints;
    }

    /** Opens a page of the board, which is there. */
    Visitor opens(String path) {
        int status = page.navigate(home + path).status();
        assertThat(status).as(path).isEqualTo(200);
        page.locator("main h1").first().waitFor();
        return this;
    }

    /** The addresses that the page offers, each once, without the places within a page. */
    List<String> offers() {
        @SuppressWarnings("unchecked")
        var links = (List<String>) page.evaluate(
                "() => [...new Set([...document.querySelectorAll('a[href]')].map(a => a.href.split('#')[0]))]");
        return links;
    }

    /** The status with which an address answers this person. */
    int status(String address) {
        return page.request().get(address).status();
    }

    /** Nothing for the accessibility checker to find, and nothing to scroll sideways but what scrolls by itself. */
    Visitor finds(String where) {
        var violations = new ArrayList<String>();
        new AxeBuilder(page).analyze().getViolations().forEach(rule -> rule.getNodes()
                .forEach(
                        node -> violations.add(rule.getId() + ": " + node.getHtml() + " " + node.getFailureSummary())));
        assertThat(violations).as(where).isEmpty();
        int beyond = (int)
                page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(beyond).as(where + ": wider than the window").isLessThanOrEqualTo(0);
        return this;
    }

    /** Keeps the whole page as a build artefact. */
    Visitor picture(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target/screenshots/board-%s.png".formatted(name))));
        return this;
    }

    @Override
    public void close() {
        context.close();
    }
}
