package org.handover.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** One of the demo's users at a computer in Hawaii: sees and does what a person does. */
final class Person implements AutoCloseable {

    /**
     * What the web apps themselves ask for in vain: who is signed in, before anybody is; a page of the Enterprise edition; the rules for
     * passwords, where there are none; the open task, when somebody else has completed it.
     */
    private static final Pattern BENIGN = Pattern.compile(
            ".*(/camunda/api/admin/auth/user/default|/camunda-welcome|/identity/password-policy|/engine/default/task/[0-9a-f-]{36})$");

    /** Background steps run between one person's act and the next one's task; Tasklist looks again every ten seconds. */
    private static final double PATIENCE = 60_000;

    /** After which a click without effect is tried again, in milliseconds. */
    private static final double SHORT = 10_000;

    private static final AtomicInteger PICTURES = new AtomicInteger();

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    private Person(Browser browser, String language) {
        context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(1280, 860)
                .setLocale(language)
                .setTimezoneId("Pacific/Honolulu"));
        context.setDefaultTimeout(PATIENCE);
        page = context.newPage();
        page.onConsoleMessage(this::listen);
        page.onPageError(complaints::add);
    }

    /** Asks for a web app, is led to the one sign-in, and comes to the app from there. */
    static Person signIn(Browser browser, String home, String app, String user) {
        Person person = asksFor(browser, home + "/camunda/app/" + app + "/default/", "en-US")
                .signsIn(user);
        return person.sees(person.page.locator("[cam-widget-header]"), user);
    }

    /**
     * Opens a page, signed out.
     *
     * @param language that the browser prefers, e.g. {@code ko-KR}
     */
    static Person asksFor(Browser browser, String address, String language) {
        var person = new Person(browser, language);
        person.page.navigate(address);
        return person;
    }

    /** Fills the sign-in page. */
    Person signsIn(String user) {
        page.locator("#user").fill(user);
        page.locator("#password").fill("demo");
        page.locator("form button").click();
        page.waitForURL(address -> !address.matches("https?://[^/]+/sign-in([?#].*)?"));
        return this;
    }

    private void listen(ConsoleMessage message) {
        String url = message.location().replaceFirst(":\\d+:\\d+$", "");
        if (message.type().equals("error") && !BENIGN.matcher(url).matches()) {
            complaints.add(message.text() + " " + url);
        }
    }

    Page page() {
        return page;
    }

    /** The browser reports a request that was refused on purpose. */
    Person forgives(String status) {
        complaints.removeIf(each -> each.contains("status of " + status));
        return this;
    }

    /** What the browser complained about, but for the web apps' own noise. */
    List<String> complaints() {
        return complaints;
    }

    // Tasklist

    /** Opens the start form of a process. */
    Person startsProcess(String name) {
        page.getByText("Start process").first().click();
        page.locator(".modal a", new Page.LocatorOptions().setHasText(name)).click();
        page.locator(".modal .fjs-form").waitFor();
        return this;
    }

    /** The processes that the start dialog offers. */
    List<String> startableProcesses() {
        page.getByText("Start process").first().click();
        page.locator(".modal .process-list a, .modal li a").first().waitFor();
        List<String> names = page.locator(".modal li a").allInnerTexts();
        page.locator(".modal").getByText("Close").click();
        page.locator(".modal").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        return names;
    }

    /** Sends the start form. */
    Person starts() {
        page.locator(".modal")
                .getByText("Start", new Locator.GetByTextOptions().setExact(true))
                .click();
        page.locator(".modal").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        return this;
    }

    /** A card of the list. */
    Locator card(String task, String... about) {
        Locator card = page.locator(".tasks-list li.task").filter(new Locator.FilterOptions().setHasText(task));
        for (String each : about) {
            card = card.filter(new Locator.FilterOptions().setHasText(each));
        }
        return card;
    }

    /**
     * Opens a task and claims it.
     *
     * @param about what its card shows beside the name: the handover, and e.g. {@code C-01}
     */
    Person takes(String task, String... about) {
        card(task, about).locator("h4").click();
        sees(page.locator("h2"), task);
        page.getByText("Claim", new Page.GetByTextOptions().setExact(true)).click();
        page.locator(".fjs-form, .hf").first().waitFor();
        assertThat(page.locator("button:has-text('Complete')")).isVisible();
        return this;
    }

    /** Completes the open task and sees it leave. */
    Person completes() {
        Response answer = submits();
        if (!answer.ok()) {
            throw new AssertionError("refused: " + answer.text());
        }
        sees("Select a task in the list");
        return this;
    }

    /** Completes the open task, which the server does not accept. */
    Person isRefused(String reason) {
        Response answer = submits();
        if (answer.ok()) {
            throw new AssertionError("was accepted, although: " + reason);
        }
        sees(page.locator(".hf-refusal"), reason);
        // The browser reports the refused request itself.
        complaints.removeIf(each -> each.contains("400") && each.contains("/submit-form"));
        return this;
    }

    /** Keeps the half-filled form with Tasklist's own button. */
    Person keepsTheForm() {
        Locator save = page.locator("button:has-text('Save')");
        save.click();
        assertThat(save).isDisabled();
        return this;
    }

    /** Loads the page with the open task again. */
    Person reloads() {
        page.reload();
        page.locator(".hf").waitFor();
        return this;
    }

    /** Sees what stands in a field. */
    Person finds(String label, String value) {
        assertThat(field(label)).hasValue(value);
        return this;
    }

    /** What the browser keeps on the computer's disk. */
    @SuppressWarnings("unchecked")
    Map<String, String> stored() {
        return (Map<String, String>) page.evaluate("() => ({...localStorage})");
    }

    /** Is away until the session has run out, and is led to the sign-in. */
    void sessionRunsOut() {
        page.evaluate(
                "() => angular.element(document.body).injector().get('$rootScope').$broadcast('authentication.login.required')");
        page.waitForURL("**/sign-in?**");
    }

    void signsOut() {
        page.locator("[cam-widget-header] .account .dropdown-toggle").click();
        page.locator("[cam-widget-header] .logout a").click();
        page.waitForURL("**/sign-in?**");
    }

    private Response submits() {
        Locator complete = page.locator("button:has-text('Complete')");
        assertThat(complete).isEnabled();
        return page.waitForResponse(response -> response.url().contains("/submit-form"), complete::click);
    }

    // forms

    Person writes(String label, String value) {
        field(label).fill(value);
        return this;
    }

    /** @param day ISO */
    Person dates(String label, String day) {
        Locator input = field(label);
        boolean picker = (boolean) input.evaluate("input => !!input.closest('.fjs-form-field-datetime')");
        if (!picker) {
            input.fill(day);
        } else {
            String[] parts = day.split("-");
            input.fill(parts[1] + "/" + parts[2] + "/" + parts[0]);
            input.press("Enter");
        }
        return this;
    }

    Person chooses(String label, String choice) {
        Locator select = page.locator(".fjs-form-field-select").filter(new Locator.FilterOptions().setHasText(label));
        if (select.count() > 0) {
            Locator option = page.locator(".fjs-dropdownlist-item", new Page.LocatorOptions().setHasText(choice));
            // Where another field's list is still open, the first click only closes that.
            again(() -> {
                select.first().locator(".fjs-input-group").click();
                option.waitFor(new Locator.WaitForOptions().setTimeout(SHORT));
                return option;
            });
            option.click();
        } else {
            field(label).selectOption(new SelectOption().setLabel(choice));
        }
        return this;
    }

    /** Ticks a box or an answer. */
    Person ticks(String choice) {
        page.getByLabel(exactly(choice)).check();
        return this;
    }

    /** Fills the cells of one row of a form's table. */
    Person row(int number, String... labelsAndValues) {
        for (int i = 0; i < labelsAndValues.length; i += 2) {
            Locator cell = page.getByLabel(
                    "%s, row %d".formatted(labelsAndValues[i], number), new Page.GetByLabelOptions().setExact(true));
            if ("SELECT".equals(cell.evaluate("cell => cell.tagName"))) {
                cell.selectOption(new SelectOption().setLabel(labelsAndValues[i + 1]));
            } else {
                cell.fill(labelsAndValues[i + 1]);
            }
        }
        return this;
    }

    Person presses(String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
        return this;
    }

    /** Does what a person does who sees that a click had no effect: clicks again. */
    private static <T> T again(Supplier<T> act) {
        for (int tried = 1; ; tried++) {
            try {
                return act.get();
            } catch (TimeoutError e) {
                if (tried == 4) {
                    throw e;
                }
            }
        }
    }

    private Locator field(String label) {
        return page.getByLabel(exactly(label)).first();
    }

    private static Pattern exactly(String label) {
        // Read by the browser: JavaScript knows no \\Q and \\E.
        return Pattern.compile("^\\s*" + label.replaceAll("[^\\w\\s,']", "\\\\$0") + "\\s*\\*?\\s*$");
    }

    // eyes

    Person sees(String text) {
        Locator place = page.getByText(text).first();
        place.waitFor();
        place.scrollIntoViewIfNeeded();
        return this;
    }

    Person sees(Locator where, String text) {
        assertThat(where.first()).containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE));
        return this;
    }

    /** Keeps what the person sees as a build artefact. */
    Person picture(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target/screenshots/%02d-%s.png".formatted(PICTURES.incrementAndGet(), name))));
        return this;
    }

    @Override
    public void close() {
        context.close();
    }
}
