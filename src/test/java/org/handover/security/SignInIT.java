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
    void sessionOfTasklist_readsTheRecord_butWritesNothing() {
        assertThat(http.get("/api/handovers").status()).isEqualTo(401);

        assertThat(http.signIn("tasklist", "negotiators-2", "demo").status()).isEqualTo(200);

        String session = http.cookie("JSESSIONID");
        assertThat(http.get("/api/handovers").status()).isEqualTo(200);
        assertThat(http.cookie("JSESSIONID"))
                .as("a new session id would sign out what Tasklist asks at the same moment")
                .isEqualTo(session)
                .isNotEmpty();
        assertThat(http.post("/api/scenarios", "{}").status()).isEqualTo(401);
        assertThat(http.get("/engine-rest/task").status()).isEqualTo(401);

        http.signOut();

        assertThat(http.get("/api/handovers").status()).isEqualTo(401);
    }

    @Test
    void sessionCookie_isKeptFromScriptsAndOtherSites(@Autowired Environment environment) throws Exception {
        http.signIn("tasklist", "negotiators-3", "demo");
        var response = java.net.http.HttpClient.newHttpClient()
                .send(
                        java.net.http.HttpRequest.newBuilder(java.net.URI.create("http://127.0.0.1:"
                                        + environment.getRequiredProperty("local.server.port")
                                        + "/camunda/app/tasklist/default/"))
                                .build(),
                        java.net.http.HttpResponse.BodyHandlers.discarding());

        assertThat(response.headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith("JSESSIONID"))
                .isNotEmpty()
                .allSatisfy(cookie ->
                        assertThat(cookie).containsIgnoringCase("HttpOnly").contains("SameSite=Strict"));
    }

    @Test
    void webApps_showTheirLogin() {
        assertThat(http.get("/").status()).isEqualTo(302);
        assertThat(http.get("/camunda/app/tasklist/default/").status()).isEqualTo(200);
        assertThat(http.get("/camunda/app/cockpit/default/").status()).isEqualTo(200);
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
    @ValueSource(
            strings = {"/error", "/actuator", "/webjars/camunda/securityFilterRules.json", "/elsewhere", "/v3/api-docs"
            })
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
}
