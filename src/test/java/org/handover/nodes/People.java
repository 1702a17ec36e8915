package org.handover.nodes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.handover.fixture.WholeHandover;
import org.handover.http.Http;
import org.handover.http.Http.Answer;
import org.handover.vocabulary.Place;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * People in their browsers, each signed in once, whose requests go to any node. Whoever gets no answer, or is told to come again, sends
 * the same again.
 */
final class People {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Longer than any fault here lasts. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final List<Node> nodes;
    private final ConcurrentMap<String, Http> signedIn = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, AtomicInteger> again = new ConcurrentHashMap<>();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();

    People(List<Node> nodes) {
        this.nodes = nodes;
    }

    private String anyNode() {
        return nodes.get(ThreadLocalRandom.current().nextInt(nodes.size())).base();
    }

    /** Tasks whose completion was answered with a success. */
    Set<String> answered() {
        return answered;
    }

    /** Why people sent something again, and how often. */
    Map<String, AtomicInteger> again() {
        return again;
    }

    private Http person(String user) {
        return signedIn.computeIfAbsent(user, name -> {
            Http browser = Http.at(this::anyNode);
            Answer answer = insist(() -> browser.signInOnPage(name, "demo", "/"));
            if (answer.status() != 303) {
                throw new AssertionError("%s cannot sign in: %s".formatted(name, answer));
            }
            return browser;
        });
    }

    /** From the pledge to the end. */
    void play(String reference) {
        String pledge = UUID.randomUUID().toString();
        done(write(
                WholeHandover.PLEDGED_BY,
                "/engine-rest/process-definition/key/handover/start",
                Map.of("businessKey", reference, "variables", variables(WholeHandover.PLEDGE)),
                pledge));
        String offer = UUID.randomUUID().toString();
        done(write(
                WholeHandover.OFFERED_BY,
                "/engine-rest/message",
                Map.of(
                        "messageName",
                        "StatementMade",
                        "businessKey",
                        reference,
                        "processVariables",
                        variables(WholeHandover.OFFER)),
                offer));
        for (WholeHandover.Act act : acts(reference)) {
            String task = task(act, reference);
            done(write(
                    act.user(),
                    "/engine-rest/task/" + task + "/complete",
                    Map.of("variables", variables(act.values())),
                    null));
            answered.add(task);
        }
    }

    /** Does what is open, wherever the handover stands, until it is over. */
    void finish(JdbcClient jdbc, String reference) {
        Instant last = Instant.now().plus(PATIENCE);
        while (running(jdbc, reference) && Instant.now().isBefore(last)) {
            jdbc.sql(
                            """
                    select t.id_, t.task_def_key_, p.business_key_ from act_ru_task t
                    join act_ru_execution p on p.id_ = t.proc_inst_id_
                    where p.business_key_ = :reference or p.business_key_ like :reference || '/%'""")
                    .param("reference", reference)
                    .query()
                    .listOfRows()
                    .forEach(task -> complete(reference, task));
            pause(200);
        }
    }

    private static boolean running(JdbcClient jdbc, String reference) {
        return jdbc.sql("select count(*) from act_ru_execution where business_key_ = :reference")
                        .param("reference", reference)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private void complete(String reference, Map<String, Object> task) {
        WholeHandover.Act act = acts(reference).stream()
                .filter(it -> it.element().equals(task.get("task_def_key_"))
                        && it.businessKey(reference).equals(task.get("business_key_")))
                .findFirst()
                .orElseThrow();
        done(write(
                act.user(),
                "/engine-rest/task/" + task.get("id_") + "/complete",
                Map.of("variables", variables(act.values())),
                null));
    }

    private static List<WholeHandover.Act> acts(String reference) {
        return WholeHandover.acts(reference, LocalDate.now(Place.HICKAM.zone()));
    }

    private static void done(Answer answer) {
        if (answer.status() / 100 != 2) {
            throw new AssertionError("refused: " + answer);
        }
    }

    private Answer write(String user, String path, Object body, String key) {
        Http browser = person(user);
        return insist(() -> key == null
                ? browser.post(path, body, "X-XSRF-TOKEN", browser.token())
                : browser.post(path, body, "X-XSRF-TOKEN", browser.token(), "Idempotency-Key", key));
    }

    /** Waits for it: steps in the background come before it. */
    private String task(WholeHandover.Act act, String reference) {
        String query = "/engine-rest/task?processInstanceBusinessKey=%s&taskDefinitionKey=%s"
                .formatted(act.businessKey(reference), act.element());
        Instant last = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(last)) {
            JsonNode tasks = read(act.user(), query).json();
            if (tasks.size() == 1) {
                return tasks.get(0).get("id").asText();
            }
            if (tasks.size() > 1) {
                throw new AssertionError("one task was expected: " + tasks);
            }
            pause(100);
        }
        throw new AssertionError("there is no task %s of %s".formatted(act.element(), act.businessKey(reference)));
    }

    Answer read(String user, String path) {
        Answer answer = insist(() -> person(user).get(path));
        done(answer);
        return answer;
    }

    /** Until there is an answer that is not "come again". */
    private Answer insist(Supplier<Answer> request) {
        Instant last = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(last)) {
            try {
                Answer answer = request.get();
                if (answer.status() != 503 && answer.status() != 409) {
                    return answer;
                }
                String said = answer.json()
                        .path("detail")
                        .asText(answer.json().path("message").asText());
                count("%d %s".formatted(answer.status(), said));
            } catch (UncheckedIOException noAnswer) {
                count("no answer");
            }
            pause(200);
        }
        throw new AssertionError("no answer in " + PATIENCE);
    }

    private void count(String why) {
        again.computeIfAbsent(why, it -> new AtomicInteger()).incrementAndGet();
    }

    private static void pause(int milliseconds) {
        try {
            TimeUnit.MILLISECONDS.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> variables(Map<String, Object> values) {
        var variables = new LinkedHashMap<String, Object>();
        values.forEach((name, value) -> {
            try {
                variables.put(
                        name,
                        value instanceof List<?> table
                                ? Map.of("value", JSON.writeValueAsString(table), "type", "Json")
                                : Map.of("value", value));
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        });
        return variables;
    }
}
