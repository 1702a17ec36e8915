package org.handover.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.handover.browser.Chromium;
import org.handover.http.Http;
import org.handover.http.Http.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Profile {@code oidc} against a provider that runs: people by the code flow, machines with bearer tokens. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT,
        properties = {
            // Without TLS in the test.
            "server.servlet.session.cookie.secure=false",
            "camunda.bpm.webapp.csrf.enable-secure-cookie=false",
            "handover.signing.password=only for the demo",
            "handover.signing.create=true"
        })
@ActiveProfiles({"oidc", "test"})
class OidcIT {

    private static final int PORT = freePort();
    private static final int APPLICATION_PORT = freePort();
    private static final String ISSUER = "http://localhost:" + PORT;
    private static final String APPLICATION = "http://127.0.0.1:" + APPLICATION_PORT;
    private static final ConfigurableApplicationContext PROVIDER = Provider.start(PORT, APPLICATION);

    @Autowired
    private JdbcClient jdbc;

    /** A browser. */
    private Http http;

    /** The same browser at the provider: on another host, so that it keeps other cookies. */
    private Http provider;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry properties) {
        properties.add("server.port", () -> APPLICATION_PORT);
        properties.add("HANDOVER_OIDC_ISSUER", () -> ISSUER);
        properties.add("HANDOVER_OIDC_CLIENT_ID", () -> "handover");
        properties.add("HANDOVER_OIDC_CLIENT_SECRET", () -> Provider.secret("handover"));
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    @BeforeEach
    void connect() {
        http = Http.at(APPLICATION);
        provider = Http.at(ISSUER);
    }

    /** Follows the way from our page to the provider's and back. */
    private Answer signIn(String user, String to) {
        Answer asked = http.get("/sign-in/provider/handover?to=" + to);
        assertThat(asked.status()).isEqualTo(302);
        assertThat(asked.location())
                .startsWith(ISSUER + "/oauth2/authorize?response_type=code&client_id=handover")
                .contains("code_challenge_method=S256", "state=", "nonce=");
        String way = asked.location().substring(ISSUER.length());
        if (provider.get(way, "Accept", "text/html").location().endsWith("/login")) {
            String page = provider.get("/login", "Accept", "text/html").body();
            provider.postForm("/login", page, Map.of("username", user, "password", Provider.PASSWORD));
        }
        Answer back = provider.get(way, "Accept", "text/html");
        assertThat(back.location()).startsWith(APPLICATION + "/sign-in/return?code=");
        return http.get(back.location().substring(APPLICATION.length()));
    }

    private static String token(String machine) {
        Answer answer = Http.at(ISSUER)
                .post(
                        "/oauth2/token",
                        "application/x-www-form-urlencoded",
                        ("grant_type=client_credentials&client_id=%s&client_secret=%s"
                                        .formatted(machine, Provider.secret(machine)))
                                .getBytes(StandardCharsets.UTF_8));
        return answer.json().get("access_token").asText();
    }

    private Http machine(String name) {
        return http.bearing(token(name));
    }

    @Test
    void oneSignInAtTheProvider_opensBoardWebAppsAndRest_andTheSignOutEndsBoth() {
        assertThat(http.get("/laboratory").location()).isEqualTo("/sign-in?to=/laboratory");
        assertThat(http.get("/sign-in?to=/laboratory").body())
                .contains("href=\"/sign-in/provider/handover?to=/laboratory\"")
                .doesNotContain("type=\"password\"");

        Answer answer = signIn("kim.minji", "/laboratory");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .as("from a page of our own, or the browser would leave out the cookie")
                .contains("http-equiv=\"refresh\" content=\"0;url=/laboratory\"");
        assertThat(answer.headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("SESSION=") && cookie.contains("SameSite=Strict"))
                .anyMatch(cookie -> cookie.startsWith("handover-oidc=;"));
        assertThat(http.get("/laboratory").status()).isEqualTo(200);
        assertThat(http.get("/api/audit?kind=SIGN_IN&actor=kim.minji")
                        .json()
                        .get(0)
                        .get("path")
                        .asText())
                .isEqualTo("/sign-in/return");
        assertThat(http.get("/api/handovers").status()).isEqualTo(200);
        assertThat(http.get("/engine-rest/task").status()).isEqualTo(200);
        assertThat(http.get("/camunda/app/cockpit/default/").status()).isEqualTo(200);
        var profile = http.get("/camunda/api/admin/auth/user/default").json();
        assertThat(profile.get("userId").asText()).isEqualTo("kim.minji");
        assertThat(profile.get("authorizedApps"))
                .extracting(app -> app.asText())
                .contains("cockpit")
                .doesNotContain("admin");
        assertThat(jdbc.sql("select group_id_ from act_id_membership where user_id_ = 'kim.minji'")
                        .query(String.class)
                        .list())
                .as("groups of ours alone")
                .containsExactly("operators");

        String page = http.get("/sign-in").body();
        Answer left = http.postForm("/sign-out", page, Map.of());
        assertThat(left.location())
                .startsWith(ISSUER + "/connect/logout?id_token_hint=")
                .contains("post_logout_redirect_uri=" + APPLICATION + "/sign-in", "state=left");
        assertThat(http.get("/sign-in").header("Content-Security-Policy")).contains("form-action 'self' " + ISSUER);
        endsAtTheProvider(left.location());
    }

    private void endsAtTheProvider(String way) {
        Answer ended = provider.get(way.substring(ISSUER.length()));
        assertThat(ended.location()).isEqualTo(APPLICATION + "/sign-in?state=left");
        assertThat(http.get("/sign-in?state=left").body()).contains("You are signed out of the status board");
        assertThat(http.get("/api/handovers").status()).isEqualTo(401);
        String next = http.get("/sign-in/provider/handover").location();
        assertThat(next).as("whoever it still knows").contains("prompt=login");
        assertThat(provider.get(next.substring(ISSUER.length()), "Accept", "text/html")
                        .location())
                .as("signed out there, too")
                .endsWith("/login");
    }

    @Test
    void signOutOfAWebApp_saysWhereTheProviderEndsItsSession() {
        signIn("kim.minji", "/");
        // Hands out the token.
        http.get("/camunda/api/admin/auth/user/default");
        Answer left = http.signOut();

        assertThat(left.status()).as(left.body()).isEqualTo(200);
        assertThat(left.location()).startsWith(ISSUER + "/connect/logout?id_token_hint=");
        endsAtTheProvider(left.location());
        assertThat(signIn("kim.minji", "/").status()).isEqualTo(200);
        assertThat(http.get("/sign-in/provider/handover").location())
                .as("signed in since")
                .doesNotContain("prompt");
        assertThat(Http.at(APPLICATION)
                        .post("/camunda/api/admin/auth/user/default/logout", Map.of())
                        .headers()
                        .map())
                .as("of nobody")
                .doesNotContainKeys("location", "Location");
    }

    @Test
    void whereTheProviderCannotBeTold_thePersonIs_andTheProviderAsksAnew() {
        signIn("kim.minji", "/");
        // As with a provider that has no address for it.
        jdbc.sql("delete from web_session_attributes where attribute_name = 'handover.id-token'")
                .update();
        String page = http.get("/sign-in").body();
        assertThat(http.postForm("/sign-out", page, Map.of()).location()).isEqualTo("/sign-in?left");
        assertThat(http.get("/sign-in?left").body()).contains("but perhaps not at your organization");
        assertThat(http.get("/sign-in/provider/handover?to=/").location()).contains("&prompt=login");
    }

    /** A provider may send hundreds of groups: that would not fit the headers of the answer. */
    @Test
    void longTokens_areNotSentOn_andTheProviderAsksAnew() {
        assertThat(signIn("park.jiho", "/").status()).isEqualTo(200);
        Answer left = http.postForm("/sign-out", http.get("/sign-in").body(), Map.of());
        assertThat(left.location()).isEqualTo("/sign-in?left");
        assertThat(http.get("/api/handovers").status()).isEqualTo(401);

        signIn("park.jiho", "/");
        http.get("/camunda/api/admin/auth/user/default");
        assertThat(http.signOut().status()).isEqualTo(200);
        assertThat(http.get("/api/handovers").status()).isEqualTo(401);
        assertThat(http.get("/sign-in/provider/handover?to=/").location()).contains("&prompt=login");
    }

    /** A page of a server where an error was to be told, as proxies send it, too. */
    @Test
    void answerOfTheProvider_thatCannotBeRead_isARefusal() {
        Answer answer = signIn("choi.hana", "/");
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.location()).isEqualTo("/sign-in?refused");
        assertThat(http.get("/api/handovers").status()).isEqualTo(401);
    }

    @Test
    void signOut_twice_orOfNobody_endsNothingElse() {
        signIn("kim.minji", "/");
        String page = http.get("/sign-in").body();
        http.postForm("/sign-out", page, Map.of());
        assertThat(http.postForm("/sign-out", page, Map.of()).status()).isIn(302, 303, 403);
        assertThat(Http.at(APPLICATION)
                        .post("/sign-out", "application/x-www-form-urlencoded", new byte[0])
                        .status())
                .as("without a token of the page")
                .isIn(302, 303, 403);
    }

    /** What anybody can type, or put into their own browser, says nothing about whether they are signed in. */
    @Test
    void wordsOfASignOut_typedByHand_endNothing() {
        signIn("kim.minji", "/");
        for (String typed : List.of("/sign-in?state=left", "/sign-in?left", "/sign-in?state=left&left=x")) {
            assertThat(http.get(typed).body()).as(typed).doesNotContain("You are signed out");
        }
        assertThat(http.get("/sign-in", "Cookie", "handover-left=left; SESSION=nonsense")
                        .status())
                .isEqualTo(200);
        assertThat(Http.at(APPLICATION)
                        .get("/sign-in/provider/handover?to=/", "Cookie", "handover-left=anything; handover-left=%00")
                        .status())
                .isEqualTo(302);
        assertThat(http.get("/api/handovers").status()).isEqualTo(200);
    }

    @Test
    void whoSignsOutOfTasklist_isAskedAgainByTheProvider() {
        Path pictures = Path.of("target/screenshots");
        try (var chromium = new Chromium();
                BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            page.navigate(APPLICATION + "/camunda/app/tasklist/default/");
            page.locator("a.button").click();
            page.getByLabel("Username").fill("kim.minji");
            page.getByLabel("Password").fill(Provider.PASSWORD);
            page.locator("button[type=submit]").click();
            page.waitForURL(APPLICATION + "/camunda/app/tasklist/default/**");
            page.locator("li.account > a").click();
            page.screenshot(new Page.ScreenshotOptions().setPath(pictures.resolve("oidc-tasklist.png")));
            page.locator("li.logout a").click();

            page.waitForURL(APPLICATION + "/sign-in?state=left");
            page.screenshot(new Page.ScreenshotOptions().setPath(pictures.resolve("oidc-signed-out.png")));
            page.locator("a.button").click();
            page.waitForURL(ISSUER + "/login");
            page.screenshot(new Page.ScreenshotOptions().setPath(pictures.resolve("oidc-asked-again.png")));
        }
    }

    @Test
    void wayBack_isBoundToTheBrowserThatBegan() {
        Answer asked = http.get("/sign-in/provider/handover?to=/");
        String way = asked.location().substring(ISSUER.length());
        provider.get(way, "Accept", "text/html");
        String page = provider.get("/login", "Accept", "text/html").body();
        provider.postForm("/login", page, Map.of("username", "kim.minji", "password", Provider.PASSWORD));
        String back = provider.get(way, "Accept", "text/html").location().substring(APPLICATION.length());

        Http other = Http.at(APPLICATION);
        assertThat(other.get(back).location()).isEqualTo("/sign-in?refused");
        other.get("/sign-in/provider/handover?to=/");
        assertThat(other.get(back).location()).as("begun, but another time").isEqualTo("/sign-in?refused");
        assertThat(other.get("/api/handovers").status()).isEqualTo(401);

        assertThat(http.get(back).status()).isEqualTo(200);
        assertThat(http.get(back).location()).as("once").isEqualTo("/sign-in?refused");
    }

    @Test
    void whoIsInNoGroup_orHasNoIdThatTheEngineKeeps_isNotLetIn() {
        assertThat(signIn("lee.seojun", "/").location()).isEqualTo("/sign-in?nogroup");
        assertThat(http.get("/sign-in?nogroup").body()).contains("Your account is in none of");
        assertThat(http.get("/api/handovers").status()).isEqualTo(401);
        connect();
        assertThat(signIn("bad id/../", "/").location()).isEqualTo("/sign-in?refused");
    }

    @Test
    void whatTheProviderSays_holdsFromTheNextSignInOn_andNobodyChangesItHere() {
        Provider.GROUPS.put("kim.minji", Set.of("camunda-admin"));
        try {
            signIn("kim.minji", "/");
            assertThat(http.get("/engine-rest/group/count?member=kim.minji")
                            .json()
                            .get("count")
                            .asInt())
                    .isEqualTo(1);
            assertThat(http.get("/camunda/app/admin/default/").status()).isEqualTo(200);
            for (Answer refused : List.of(
                    http.post(
                            "/engine-rest/user/create",
                            Map.of("profile", Map.of("id", "x"), "credentials", Map.of("password", "y")),
                            "X-XSRF-TOKEN",
                            http.token()),
                    http.post("/engine-rest/group/create", Map.of("id", "x"), "X-XSRF-TOKEN", http.token()))) {
                assertThat(refused.status()).as(refused.body()).isIn(400, 403);
            }
        } finally {
            Provider.GROUPS.put("kim.minji", Set.of("operators", "everybody"));
        }
    }

    @Test
    void passwords_openNothing() {
        assertThat(http.as("kim.minji", Provider.PASSWORD).get("/api/handovers").status())
                .isEqualTo(401);
        assertThat(http.signIn("tasklist", "kim.minji", "").status()).isEqualTo(401);
        http.signInOnPage("kim.minji", Provider.PASSWORD, "/");
        assertThat(http.get("/api/handovers").status()).isEqualTo(401);
    }

    @Test
    void machines_actWithTheirTokens_andFourEyesHoldBySubject() {
        String reference = "OID-2018-01";
        Http negotiator = machine("negotiator");
        Http one = machine("team-1");
        Http two = machine("team-2");
        done(negotiator.start(
                "handover",
                reference,
                "pledgedOn",
                "2018-06-12",
                "pledgedBy",
                "The leader",
                "counterparty",
                "DPRK",
                "statement",
                "thousands"));
        done(one.complete(
                reference, "StageTransferCases", "casesStaged", 10, "stagedOn", "2018-06", "stagedAt", "DMZ"));
        done(negotiator.complete(
                reference,
                "ScheduleTalks",
                "talksOn",
                "2018-07-16T10:00:00+09:00",
                "talksLevel",
                "WORKING",
                "venue",
                "Panmunjom"));
        done(negotiator.complete(
                reference,
                "RecordTalks",
                "talksOutcome",
                "AGREED",
                "handoverOn",
                "2018-07-27",
                "destination",
                "OSAN",
                "fieldOperations",
                false,
                "agreedSets",
                1));
        done(one.complete(
                reference,
                "ReceiveRemains",
                "receivedOn",
                "2018-07-27",
                "place",
                "WONSAN",
                "handedOverBy",
                "An officer",
                "manifestCsv",
                "number,seal\nC-01,S-1\n"));

        Answer alone = one.complete(reference, "WitnessCustody", "witnessed", true);
        assertThat(alone.status()).isEqualTo(400);
        assertThat(alone.body()).contains("team-1");
        assertThat(negotiator
                        .get("/engine-rest/task?taskDefinitionKey=WitnessCustody")
                        .json())
                .isEmpty();
        done(two.complete(reference, "WitnessCustody", "witnessed", true));
        assertThat(one.get("/api/audit").status()).isEqualTo(403);
    }

    private static void done(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isIn(200, 204);
    }

    @Test
    void tokenForOthers_ofOthers_orOfNobody_opensNothing() throws Exception {
        assertThat(machine("elsewhere").get("/api/handovers").status())
                .as("audience")
                .isEqualTo(401);
        var keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .subject("kim.minji")
                .issuer(ISSUER)
                .audience("handover-api")
                .claim("groups", List.of("camunda-admin"))
                .expirationTime(new Date(System.currentTimeMillis() + 60_000))
                .build();
        var forged = new SignedJWT(new JWSHeader(JWSAlgorithm.RS256), claims);
        forged.sign(new RSASSASigner(keys.generateKeyPair().getPrivate()));
        String valid = token("team-1");
        for (String token : List.of(
                forged.serialize(),
                new PlainJWT(claims).serialize(),
                valid.substring(0, valid.length() - 6) + "AAAAAA",
                "nothing")) {
            for (String path : List.of("/api/handovers", "/engine-rest/task", "/actuator/prometheus")) {
                Answer answer = http.bearing(token).get(path);
                assertThat(answer.status()).as(path).isEqualTo(401);
                assertThat(answer.type()).startsWith("application/problem+json");
                assertThat(Pattern.compile("\tat |Exception")
                                .matcher(answer.body())
                                .find())
                        .isFalse();
            }
        }
    }
}
