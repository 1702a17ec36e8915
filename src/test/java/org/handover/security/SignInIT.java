package org.handover.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.handover.http.Http;
import org.handover.http.RunningApplication;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

@RunningApplication
class SignInIT {

    private Http http;

    @BeforeEach
    void connect(@Autowired Environment environment) {
        http = Http.anonymous(environment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/engine-rest",
                "/engine-rest/engine",
                "/engine-rest/task",
                "/engine-rest/process-definition",
                "/api",
                "/api/handovers",
                "/api/handovers/KOR-2018-01/account",
                "/api/openapi.json",
                "/api/nowhere"
            })
    void withoutSignIn_isAskedToSignIn(String path) {
        Http.Answer answer = http.get(path);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.challenge()).startsWith("Basic realm=\"handover\"");
        assertThat(answer.type()).startsWith("application/problem+json");
        assertThat(answer.json().get("status").asInt()).isEqualTo(401);
        assertThat(answer.json().get("detail").asText()).contains("sign in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/engine-rest/task", "/api/handovers"})
    void wrongPassword_isRefused(String path) {
        Http.Answer answer = http.as("observers-3", "guess").get(path);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.type()).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-user", "a\u0000b", "' or 1=1 --", "%"})
    void unknownUser_isRefused(String user) {
        assertThat(http.as(user).get("/api/handovers").status()).isEqualTo(401);
    }

    @Test
    void userOfNoGroup_readsNothing(@Autowired org.camunda.bpm.engine.IdentityService identity) {
        var user = identity.newUser("nobody-1");
        user.setPassword("demo");
        identity.saveUser(user);

        Http.Answer answer = http.as("nobody-1").get("/api/handovers");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.type()).startsWith("application/problem+json");
    }

    @Test
    void everyGroup_readsTheRecord() {
        for (String group : Groups.ALL) {
            assertThat(http.as(group + "-1").get("/api/handovers").status())
                    .as(group)
                    .isEqualTo(200);
        }
    }

    @Test
    void sessionOfTasklist_readsTheRecord_andTheEngine_untilItSignsOut() {
        assertThat(http.get("/api/handovers").status()).isEqualTo(401);

        assertThat(http.signIn("tasklist", "negotiators-2", "demo").status()).isEqualTo(200);

        String session = http.cookie("SESSION");
        assertThat(http.get("/api/handovers").status()).isEqualTo(200);
        assertThat(http.get("/engine-rest/task").status()).isEqualTo(200);
        assertThat(http.cookie("SESSION"))
                .as("a new session id would sign out what Tasklist asks at the same moment")
                .isEqualTo(session)
                .isNotEmpty();

        http.signOut();

        assertThat(http.get("/api/handovers").status()).isEqualTo(401);
        assertThat(http.get("/engine-rest/task").status()).isEqualTo(401);
    }

    @Test
    void sessionWrites_onlyWithItsToken() {
        http.signInOnPage("negotiators-2", "demo", "/");
        String filter = "/engine-rest/filter/create";
        var body = java.util.Map.of("resourceType", "Task", "name", "Of one session", "query", java.util.Map.of());

        for (Http.Answer refused : java.util.List.of(
                http.post(filter, body),
                http.post(filter, body, "X-XSRF-TOKEN", "guessed"),
                http.post("/api/scenarios", "{}"))) {
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.type()).startsWith("application/problem+json");
            assertThat(refused.json().get("detail").asText()).contains("X-XSRF-TOKEN");
        }
        assertThat(http.get("/api/handovers").status())
                .as("a refused request signs nobody out")
                .isEqualTo(200);
        // The engine's own rights come next: negotiators create no filters, and the engine says so.
        Http.Answer asked = http.post(filter, body, "X-XSRF-TOKEN", http.token());
        assertThat(asked.json().path("message").asText())
                .contains("negotiators-2")
                .contains("Filter");
        assertThat(http.post("/api/scenarios", "{}", "X-XSRF-TOKEN", http.token())
                        .json()
                        .get("detail")
                        .asText())
                .contains("groups");
    }

    @Test
    void machineWrites_withItsPassword_andNoToken() {
        Http.Answer answer = http.as("camunda-admin-1")
                .post(
                        "/engine-rest/filter/create",
                        java.util.Map.of("resourceType", "Task", "name", "Of a machine", "query", java.util.Map.of()));

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void oneSignIn_opensBoardWebAppsAndRest_andOneSignOutClosesThem() {
        Http.Answer answer = http.signInOnPage("operators-1", "demo", "/laboratory");

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.location()).isEqualTo("/laboratory");
        assertThat(http.get("/laboratory").status()).isNotIn(302, 401, 403);
        assertThat(http.get("/api/handovers").status()).isEqualTo(200);
        assertThat(http.get("/engine-rest/task").status()).isEqualTo(200);
        var cockpit = http.get("/camunda/api/admin/auth/user/default").json();
        assertThat(cockpit.get("userId").asText()).isEqualTo("operators-1");
        assertThat(cockpit.get("authorizedApps"))
                .extracting(app -> app.asText())
                .contains("cockpit", "tasklist");
        assertThat(http.post(
                                "/camunda/api/engine/engine/default/task/count",
                                java.util.Map.of(),
                                "X-XSRF-TOKEN",
                                http.token())
                        .status())
                .isEqualTo(200);

        Http.Answer left = http.postForm("/sign-out", http.get("/sign-in").body(), java.util.Map.of());

        assertThat(left.status()).isEqualTo(303);
        assertThat(left.location()).isEqualTo("/sign-in?left");
        assertThat(http.get("/laboratory").location()).isEqualTo("/sign-in?to=/laboratory");
        assertThat(http.get("/api/handovers").status()).isEqualTo(401);
        assertThat(http.get("/engine-rest/task").status()).isEqualTo(401);
        assertThat(http.get("/camunda/api/admin/auth/user/default").status()).isEqualTo(404);
    }

    @Test
    void signIn_givesANewSession_andANewTokenForTheWebAppsStillOpen() {
        http.get("/camunda/api/admin/auth/user/default");
        String before = http.cookie("SESSION");
        String tokenBefore = http.token();

        http.signInOnPage("scientists-1", "demo", "/");

        assertThat(http.cookie("SESSION")).isNotEmpty().isNotEqualTo(before);
        assertThat(http.token()).isNotEmpty().isNotEqualTo(tokenBefore);
    }

    @Test
    void signInForm_fromAnotherSite_isRefused() {
        Http.Answer answer = http.postForm(
                "/sign-in", "", java.util.Map.of("user", "observers-1", "password", "demo", "to", "/laboratory"));

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.location()).isEqualTo("/sign-in?again&to=/laboratory");
        assertThat(http.get("/api/handovers").status()).isEqualTo(401);
    }

    @Test
    void signOut_fromAnotherSite_isRefused() {
        http.signInOnPage("observers-1", "demo", "/");

        assertThat(http.postForm("/sign-out", "", java.util.Map.of()).location())
                .isEqualTo("/sign-in?again");
        assertThat(http.get("/api/handovers").status()).isEqualTo(200);
    }

    @Test
    void wrongPassword_unknownUser_andWaitingUser_readTheSame() {
        Http.Answer wrong = http.signInOnPage("airlift-3", "guess", "/laboratory");
        for (int guess = 1; guess < Throttle.FREE_FOR_A_USER; guess++) {
            http.signInOnPage("airlift-3", "guess", "/laboratory");
        }
        Http.Answer waiting = http.signInOnPage("airlift-3", "demo", "/laboratory");
        Http.Answer unknown = http.signInOnPage("airlift-4", "guess", "/laboratory");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.body()).contains("User or password is wrong").contains("value=\"/laboratory\"");
        assertThat(notice(waiting)).isEqualTo(notice(wrong));
        assertThat(notice(unknown)).isEqualTo(notice(wrong));
        assertThat(http.get("/api/handovers").status()).isEqualTo(401);
    }

    private static String notice(Http.Answer page) {
        var notice =
                java.util.regex.Pattern.compile("<p class=\"notice[^>]*>[^<]+").matcher(page.body());
        assertThat(notice.find()).isTrue();
        return page.status() + notice.group();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//elsewhere.example/",
                "https://elsewhere.example/",
                "/\\elsewhere.example/",
                "/\t/elsewhere.example/",
                "elsewhere",
                "javascript:alert(1)",
                "/sign-in?to=/sign-in",
                ""
            })
    void signIn_leadsToNoOtherSite(String to) {
        Http.Answer answer = http.signInOnPage("historians-1", "demo", to);

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.location()).isEqualTo("/");
    }

    @Test
    void signIn_keepsWhatStandsBehindTheHash() {
        String instance = "/camunda/app/cockpit/default/#/process-instance/4711/runtime?searchQuery=%5B%5D&tab=한";

        assertThat(http.signInOnPage("operators-2", "demo", instance).location())
                .isEqualTo(
                        "/camunda/app/cockpit/default/#/process-instance/4711/runtime?searchQuery=%5B%5D&tab=%ED%95%9C");
    }

    @Test
    void whoWantsAWebAppThatIsShut_isToldSo() {
        Http.Answer answer = http.signInOnPage("scientists-2", "demo", "/camunda/app/cockpit/default/#/processes");

        assertThat(answer.location()).isEqualTo("/sign-in?to=/camunda/app/cockpit/default/");
        assertThat(http.get(answer.location()).body())
                .contains("Cockpit does not open for your groups")
                .contains("/camunda/app/tasklist/default/")
                .doesNotContain("href=\"/camunda/app/cockpit/default/")
                .doesNotContain("href=\"/camunda/app/admin/default/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/handovers/KOR-2018-01?tab=cases", "/laboratory"})
    void boardWithoutSignIn_leadsToTheSignIn_andBack(String path) {
        Http.Answer answer = http.get(path);

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.location()).startsWith("/sign-in");
        if (!path.equals("/")) {
            String to = java.net.URLDecoder.decode(
                    answer.location().substring("/sign-in?to=".length()), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(to).isEqualTo(path);
        }
    }

    @Test
    void scriptsOfTheBoard_areToldByTheStatus() {
        assertThat(http.get("/laboratory", "HX-Request", "true").status()).isEqualTo(401);
        assertThat(http.get("/laboratory", "HX-Request", "true").header("HX-Refresh"))
                .isEqualTo("true");
        assertThat(http.get("/live/handovers", "Accept", "text/event-stream").status())
                .isEqualTo(401);
    }

    @Test
    void browser_isLedToTheSignIn_andNeverAskedByItsOwnWindow() {
        assertThat(http.get("/api/handovers", "Sec-Fetch-Mode", "navigate").location())
                .isEqualTo("/sign-in?to=/api/handovers");
        Http.Answer script = http.get("/api/handovers", "Sec-Fetch-Mode", "cors");
        assertThat(script.status()).isEqualTo(401);
        assertThat(script.challenge()).isEmpty();
    }

    @Test
    void boardOfANoGroupUser_isClosed(@Autowired org.camunda.bpm.engine.IdentityService identity) {
        var user = identity.newUser("nobody-2");
        user.setPassword("demo");
        identity.saveUser(user);

        Http.Answer answer = http.signInOnPage("nobody-2", "demo", "/");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("Your account is in none of");
        assertThat(http.get("/").status()).isEqualTo(302);
    }

    /** Somebody else may know the old one, and be signed in with it. */
    @Test
    void newPassword_endsEverySessionOfItsOwner(@Autowired org.camunda.bpm.engine.IdentityService identity) {
        var user = identity.newUser("changer-1");
        user.setPassword("demo");
        identity.saveUser(user);
        identity.createMembership("changer-1", "observers");
        http.signInOnPage("changer-1", "demo", "/");
        var named = identity.createUserQuery().userId("changer-1").singleResult();
        named.setFirstName("Somebody");
        identity.saveUser(named);
        assertThat(http.get("/laboratory").status())
                .as("a new name ends nothing")
                .isEqualTo(200);

        var changed = identity.createUserQuery().userId("changer-1").singleResult();
        changed.setPassword("another password");
        identity.saveUser(changed);

        assertThat(http.get("/laboratory").status()).isEqualTo(302);
        assertThat(http.get("/api/handovers").status()).isEqualTo(401);
        assertThat(http.get("/camunda/api/engine/engine/default/task").status()).isEqualTo(401);
        http.signInOnPage("changer-1", "another password", "/");
        assertThat(http.get("/laboratory").status()).isEqualTo(200);

        identity.deleteUser("changer-1");
        var again = identity.newUser("changer-1");
        again.setPassword("demo");
        identity.saveUser(again);
        identity.createMembership("changer-1", "observers");
        assertThat(http.get("/laboratory").status())
                .as("of somebody else of that name")
                .isEqualTo(302);
        identity.deleteUser("changer-1");
    }

    @Test
    void whoLosesEveryGroup_losesTheBoard(@Autowired org.camunda.bpm.engine.IdentityService identity) {
        var user = identity.newUser("leaver-1");
        user.setPassword("demo");
        identity.saveUser(user);
        identity.createMembership("leaver-1", "observers");
        http.signInOnPage("leaver-1", "demo", "/");
        assertThat(http.get("/laboratory").status()).isNotIn(302, 403);

        identity.deleteMembership("leaver-1", "observers");

        Http.Answer answer = http.get("/laboratory");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("The status board is for members");
        identity.deleteUser("leaver-1");
        assertThat(http.get("/laboratory").status()).isEqualTo(302);
    }

    @Test
    void signInPage_speaksEnglishAndKorean() {
        assertThat(http.get("/sign-in", "Accept-Language", "ko-KR,ko;q=0.9").body())
                .contains("<html lang=\"ko\"")
                .contains("비밀번호");
        assertThat(http.get("/sign-in", "Accept-Language", "fr").body()).contains("<html lang=\"en\"");
        assertThat(http.get("/sign-in?language=ko").body()).contains("비밀번호");
        assertThat(http.get("/sign-in").body()).as("kept").contains("비밀번호");
    }

    @Test
    void boardPages_areFencedIn() {
        Http.Answer page = http.get("/sign-in");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'self'", "script-src 'self'", "frame-ancestors 'none'", "form-action 'self'")
                .doesNotContain("unsafe-eval");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(page.header("Cache-Control")).contains("no-store");
        assertThat(page.body()).doesNotContain("<script>").doesNotContain("onclick");
        for (String file : java.util.List.of("/board/sign-in.css", "/board/sign-in.js", "/board/mark.svg")) {
            assertThat(http.get(file).status()).as(file).isEqualTo(200);
        }
    }

    @Test
    void sessionCookie_isKeptFromScriptsAndOtherSites(@Autowired Environment environment) throws Exception {
        http.signIn("tasklist", "negotiators-3", "demo");
        var response = java.net.http.HttpClient.newHttpClient()
                .send(
                        java.net.http.HttpRequest.newBuilder(java.net.URI.create("http://127.0.0.1:"
                                        + environment.getRequiredProperty("local.server.port")
                                        + "/camunda/api/admin/auth/user/default"))
                                .build(),
                        java.net.http.HttpResponse.BodyHandlers.discarding());

        assertThat(response.headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith("SESSION="))
                .isNotEmpty()
                .allSatisfy(cookie ->
                        assertThat(cookie).containsIgnoringCase("HttpOnly").contains("SameSite=Strict"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/camunda",
                "/camunda/",
                "/camunda/app/",
                "/camunda/app/tasklist",
                "/camunda/app/cockpit/",
                "/camunda/app/cockpit/default",
                "/camunda/app/tasklist/default/",
                "/camunda/app/welcome/default/",
                "/camunda/app/admin/default/setup/",
                "/camunda/app/cockpit/default/?language=ko"
            })
    void webAppWithoutSignIn_leadsToTheOneSignIn_andBack(String path) {
        Http.Answer answer = http.get(path);

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.location()).startsWith("/sign-in?to=");
        assertThat(java.net.URLDecoder.decode(
                        answer.location().substring("/sign-in?to=".length()), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(path);
    }

    @Test
    void filesOfTheWebApps_areServedToTheSignIn() {
        for (String file : java.util.List.of(
                "/camunda/lib/deps.js",
                "/camunda/app/cockpit/camunda-cockpit-bootstrap.css",
                "/camunda/api/cockpit/plugin/handover/static/app/plugin.js")) {
            assertThat(http.get(file).status()).as(file).isEqualTo(200);
        }
    }

    @Test
    void eachGroup_opensTheWebAppsOfItsLinks_andNoOther() {
        for (String group : Groups.ALL) {
            Http person = http.as(null, null);
            person.signInOnPage(group + "-2", "demo", "/");
            String links = person.get("/sign-in").body();
            for (WebApp app : WebApp.values()) {
                boolean linked = links.contains("href=\"" + app.path() + "\"");
                Http.Answer page = person.get(app.path());
                assertThat(page.status()).as(group + " in " + app).isEqualTo(linked ? 200 : 302);
                if (!linked) {
                    assertThat(page.location()).isEqualTo("/sign-in?to=" + app.path());
                }
            }
            assertThat(person.get("/camunda/app/welcome/default/").status()).isEqualTo(200);
        }
    }

    @Test
    void webApps_carryTheApplicationsName_andNoNoticeOfTheVendor() {
        http.signInOnPage("camunda-admin-1", "demo", "/");
        for (String app : java.util.List.of("Cockpit", "Tasklist", "Admin", "Welcome")) {
            String folder = "/camunda/app/" + app.toLowerCase(java.util.Locale.ROOT);
            Http.Answer page = http.get(folder + "/default/");
            assertThat(page.body())
                    .contains("<title>Handover " + app + "</title>", "href=\"/board/mark.svg\"")
                    .contains("/api/" + app.toLowerCase(java.util.Locale.ROOT) + "/plugin/handover/static");
            assertThat(page.header("Content-Security-Policy")).contains(nonce(page.body()));
            assertThat(http.get(folder + "/scripts/config.js").body())
                    .contains("vendor: \"Handover\"", "name: \"" + app + "\"", "disableWelcomeMessage: true");
        }
        assertThat(http.get("/camunda/app/tasklist/styles/user-styles.css").body())
                .contains(".task-card-details");
    }

    private static String nonce(String page) {
        var nonce = java.util.regex.Pattern.compile("nonce=\"([^\"]+)\"").matcher(page);
        assertThat(nonce.find()).isTrue();
        return "'nonce-" + nonce.group(1) + "'";
    }

    @Test
    void frameOfTheWebApps_linksToTheBoard_forItsReaders() {
        assertThat(http.get("/sign-in/doors").json().get("board").isNull()).isTrue();
        http.signInOnPage("observers-1", "demo", "/");
        assertThat(http.get("/sign-in/doors", "Accept-Language", "en")
                        .json()
                        .get("board")
                        .asText())
                .isEqualTo("Status board");
        assertThat(http.get("/sign-in/doors", "Accept-Language", "ko")
                        .json()
                        .get("board")
                        .asText())
                .isEqualTo("현황판");
    }

    @Test
    void pageOfTheBoard_keepsItsToken_whileItsFilesAreLoaded() {
        http.signInOnPage("observers-2", "demo", "/");
        String page = http.get("/sign-in").body();
        http.get("/board/mark.svg");
        http.get("/board/sign-in.css");

        assertThat(http.postForm("/sign-out", page, java.util.Map.of()).location())
                .isEqualTo("/sign-in?left");
    }

    /** So that they are there while the database is away. */
    @Test
    void files_areServed_withoutALookAtWhoAsks(@Autowired JdbcClient jdbc) {
        http.signInOnPage("observers-2", "demo", "/");
        // Whoever looks for it finds that it has run out, and removes it.
        jdbc.sql(
                        "update web_session set last_access_time = 0 where creation_time = (select max(creation_time) from web_session)")
                .update();
        var runOut = jdbc.sql("select count(*) from web_session where last_access_time = 0")
                .query(Integer.class);

        for (String file : java.util.List.of("/board/sign-in.css", "/board/mark.svg", "/forms/forms.js")) {
            assertThat(http.get(file).status()).as(file).isEqualTo(200);
            assertThat(runOut.single()).as(file).isEqualTo(1);
        }
        http.get("/");
        assertThat(runOut.single()).isZero();
    }

    @Test
    void nobodyMakesAnAdministratorOverTheWebApps() {
        Http.Answer answer = http.post(
                "/camunda/api/admin/setup/default/user/create",
                java.util.Map.of(
                        "profile", java.util.Map.of("id", "intruder"),
                        "credentials", java.util.Map.of("password", "intruder")));

        assertThat(answer.status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/error", "/webjars/camunda/securityFilterRules.json", "/elsewhere", "/v3/api-docs"})
    void whatNoChainNames_isDenied(String path) {
        assertThat(http.as("camunda-admin-1").get(path).status()).isEqualTo(403);
    }

    @Test
    void engineKnowsWhoIsSignedIn() {
        assertThat(http.as("observers-1")
                        .get("/engine-rest/authorization/check?permissionName=CREATE_INSTANCE"
                                + "&resourceName=ProcessDefinition&resourceType=6&resourceId=handover")
                        .json()
                        .get("authorized")
                        .asBoolean())
                .isFalse();
        assertThat(http.as("negotiators-1")
                        .get("/engine-rest/authorization/check?permissionName=CREATE_INSTANCE"
                                + "&resourceName=ProcessDefinition&resourceType=6&resourceId=handover")
                        .json()
                        .get("authorized")
                        .asBoolean())
                .isTrue();
    }

    /** What each answer carries, whoever gives it: data, files, pages, errors, refusals, and what the server itself cannot read. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/engine-rest/version",
                "/engine-rest/no-such-thing",
                "/api/handovers",
                "/api/nowhere",
                "/api/%00",
                "/api/handovers;a=b",
                "/live/handovers",
                "/laboratory",
                "/elsewhere",
                "/sign-in",
                "/board/mark.svg",
                "/webjars/htmx.org/2.0.10/dist/htmx.min.js",
                "/forms/forms.js",
                "/camunda/app/cockpit/default/",
                "/camunda/lib/deps.js",
                "/camunda/api/engine/engine/default/task",
                "/camunda/api/admin/auth/user/default",
                "/camunda/api/admin/setup/default/user/create",
                "/camunda/api/engine/application.wadl"
            })
    void everyAnswer_isFencedIn(String path) {
        for (Http.Answer answer : java.util.List.of(
                http.get(path),
                http.as("operators-1").get(path),
                http.as("operators-1", "guess").get(path))) {
            assertThat(answer.header("X-Content-Type-Options"))
                    .as(path + " " + answer.status())
                    .isEqualTo("nosniff");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("same-origin");
            assertThat(answer.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
            assertThat(answer.header("Permissions-Policy")).contains("geolocation=()");
            assertThat(answer.header("Strict-Transport-Security"))
                    .as("this is not TLS")
                    .isEmpty();
            assertThat(answer.header("Server")).isEmpty();
            assertThat(answer.body()).doesNotContain("Apache Tomcat").doesNotContain("\tat ");
        }
    }

    @Test
    void unreadableAddress_isAProblem_andAPageForABrowser() {
        Http.Answer problem = http.get("/api/%00");
        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.type()).startsWith("application/problem+json");
        assertThat(problem.json().get("detail").asText()).isEqualTo("the request cannot be read");

        assertThat(http.get("/handovers/%00", "Accept", "text/html", "Accept-Language", "ko")
                        .body())
                .contains("<html lang=\"ko\">", "주소를 읽을 수 없습니다");
    }

    @Test
    void engineDescribesItselfToNobody() {
        assertThat(http.as("camunda-admin-1")
                        .get("/engine-rest/application.wadl")
                        .status())
                .isEqualTo(404);
        http.signInOnPage("camunda-admin-1", "demo", "/");
        assertThat(http.get("/camunda/api/engine/application.wadl").status()).isEqualTo(403);
        assertThat(http.get("/camunda/api/cockpit/application.wadl").status()).isEqualTo(403);
    }

    /** Guesses over HTTP Basic, on the page and over the web apps are counted together, and only for where they come from. */
    @Test
    void whoGuesses_waits_andNobodyElse(@Autowired Environment environment) throws Exception {
        for (int guess = 0; guess < 2; guess++) {
            assertThat(http.as("policy-3", "guess").get("/api/handovers").status())
                    .isEqualTo(401);
            assertThat(http.signIn("tasklist", "policy-3", "guess").status()).isEqualTo(401);
            assertThat(http.signInOnPage("policy-3", "guess", "/").status()).isEqualTo(401);
        }

        Http.Answer right = http.as("policy-3").get("/api/handovers");
        assertThat(right.status()).as("has to wait").isEqualTo(401);
        assertThat(right.body())
                .isEqualTo(http.as("policy-4", "guess").get("/api/handovers").body());
        assertThat(http.signIn("tasklist", "policy-3", "demo").status()).isEqualTo(401);
        assertThat(http.as("policy-2").get("/api/handovers").status()).isEqualTo(200);
        assertThat(statusFrom("127.0.0.2", environment, "policy-3:demo"))
                .as("the real person, elsewhere")
                .isEqualTo(200);
    }

    private static int statusFrom(String address, Environment environment, String credentials) throws Exception {
        String request =
                "GET /api/handovers HTTP/1.0\r\nHost: localhost\r\nAuthorization: " + basic(credentials) + "\r\n\r\n";
        return Integer.parseInt(answerFrom(address, environment, request).split(" ", 3)[1]);
    }

    private static String basic(String credentials) {
        return "Basic " + java.util.Base64.getEncoder().encodeToString(credentials.getBytes());
    }

    /** As if from another machine: the loopback network has many addresses. */
    private static String answerFrom(String address, Environment environment, String request) throws Exception {
        int port = Integer.parseInt(environment.getRequiredProperty("local.server.port"));
        try (var socket = new java.net.Socket(
                java.net.InetAddress.getByName("127.0.0.1"), port, java.net.InetAddress.getByName(address), 0)) {
            socket.getOutputStream().write(request.getBytes());
            return new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()));
        }
    }

    @Test
    void passwords_areKeptSlowToGuess(@Autowired JdbcClient jdbc) {
        assertThat(jdbc.sql("select distinct substring(pwd_, 1, 16) from act_id_user where pwd_ is not null")
                        .query(String.class)
                        .list())
                .containsExactly("{PBKDF2-SHA-512}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/engine-rest/task", "/api/scenarios"})
    void requestThatIsTooLarge_isRefused_whetherItSaysSoOrNot(String path, @Autowired Environment environment)
            throws Exception {
        assertThat(answerFrom(
                        "127.0.0.1",
                        environment,
                        "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: "
                                + basic("operators-1:demo")
                                + "\r\nContent-Type: application/json\r\nContent-Length: 999999999\r\n\r\n"))
                .startsWith("HTTP/1.1 413");

        var endless = new byte[17 << 20];
        java.util.Arrays.fill(endless, (byte) ' ');
        Http.Answer chunked = http.as("operators-1").postChunked(path, "application/json", endless);
        assertThat(chunked.status()).as(chunked.body()).isEqualTo(413);
    }
}
