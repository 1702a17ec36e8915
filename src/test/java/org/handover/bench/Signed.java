package org.handover.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.handover.fixture.Crowd;
import org.handover.http.Http;
import org.handover.http.Http.Answer;

/** People in their browsers, each signed in once, at the REST API. */
final class Signed implements Crowd.Hands {

    private final Supplier<String> base;
    private final boolean claiming;
    private final Map<String, Http> people = new ConcurrentHashMap<>();

    Signed(String base) {
        this(() -> base, false);
    }

    /**
     * @param base asked before each request, e.g. for one node of many
     * @param claiming whether they claim a task before they complete it
     */
    Signed(Supplier<String> base, boolean claiming) {
        this.base = base;
        this.claiming = claiming;
    }

    Http person(String user) {
        return people.computeIfAbsent(user, name -> {
            Http browser = Http.at(base);
            done(browser.signInOnPage(name, "demo", "/"), 303);
            return browser;
        });
    }

    @Override
    public void start(String user, String reference, Map<String, Object> fields) {
        var body = Map.of("businessKey", reference, "variables", variables(fields));
        done(post(user, "/engine-rest/process-definition/key/handover/start", body), 200);
    }

    @Override
    public boolean complete(String user, String task, Map<String, Object> fields) {
        String path = "/engine-rest/task/" + task;
        return (!claiming || done(post(user, path + "/claim", Map.of("userId", user))))
                && done(post(user, path + "/complete", Map.of("variables", variables(fields))));
    }

    private static boolean done(Answer answer) {
        if (answer.status() == 409 || answer.status() == 503) {
            return false;
        }
        done(answer, 204);
        return true;
    }

    private Answer post(String user, String path, Object body) {
        Http browser = person(user);
        return browser.post(path, body, "X-XSRF-TOKEN", browser.token());
    }

    private static void done(Answer answer, int status) {
        if (answer.status() != status) {
            throw new IllegalStateException("%d: %s".formatted(answer.status(), answer.body()));
        }
    }

    private static Map<String, Object> variables(Map<String, Object> fields) {
        var variables = new LinkedHashMap<String, Object>();
        fields.forEach((name, value) -> variables.put(name, Map.of("value", value)));
        return variables;
    }
}
