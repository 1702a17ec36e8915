package org.handover.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.handover.http.Http;
import org.handover.http.RunningApplication;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** What an open page hears of what others do. */
@RunningApplication
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveIT {

    private static final String REFERENCE = "LIV-2018-01";
    private static final String OTHER = "LIV-2018-02";

    private final List<Page> open = new ArrayList<>();
    private Environment environment;
    private Http http;

    @BeforeAll
    void pledges(@Autowired Environment environment) {
        this.environment = environment;
        http = Http.anonymous(environment);
        for (String reference : List.of(REFERENCE, OTHER)) {
            Http.Answer started = http.as("negotiators-1")
                    .start(
                            "handover",
                            reference,
                            "pledgedOn",
                            "2018-06-12",
                            "pledgedBy",
                            "The counterparty's leader",
                            "counterparty",
                            "DPRK",
                            "statement",
                            "thousands and thousands");
            assertThat(started.status()).as(started.body()).isEqualTo(200);
        }
    }

    @AfterEach
    void closePages() {
        open.forEach(Page::close);
        open.clear();
    }

    @Test
    void completedTask_isToldToThePagesOfItsHandover_andToTheOverview() {
        Http observer = signedIn("observers-1");
        Page page = opens(observer, "/live/handovers/" + REFERENCE);
        Page overview = opens(observer, "/live/handovers");
        Page other = opens(observer, "/live/handovers/" + OTHER);
        quiet(page, overview, other);

        Http.Answer scheduled = http.as("negotiators-1")
                .complete(
                        REFERENCE,
                        "ScheduleTalks",
                        "talksOn",
                        "2018-07-12",
                        "talksLevel",
                        "GENERAL_OFFICER",
                        "venue",
                        "Panmunjom");

        assertThat(scheduled.status()).as(scheduled.body()).isEqualTo(204);
        assertThat(page.hears()).isEqualTo("changed " + REFERENCE);
        assertThat(overview.hears()).isEqualTo("changed " + REFERENCE);
        assertThat(other.hearsNothing()).isTrue();
    }

    @Test
    void refusedAct_isToldToNobody() {
        Page overview = opens(signedIn("observers-1"), "/live/handovers");
        quiet(overview);

        Http.Answer refused = http.as("transfer-team-1").complete(REFERENCE, "StageTransferCases", "casesStaged", -1);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(overview.hearsNothing()).isTrue();
    }

    @Test
    void statement_isTold_thoughNoTaskMoves() {
        Page page = opens(signedIn("observers-1"), "/live/handovers/" + OTHER);
        quiet(page);

        http.as("policy-1")
                .message(
                        "StatementMade",
                        OTHER,
                        "speaker",
                        "DPRK",
                        "kind",
                        "OFFERED",
                        "number",
                        55,
                        "unit",
                        "SETS",
                        "saidOn",
                        "2018-07-18",
                        "text",
                        "55 sets");

        assertThat(page.hears()).isEqualTo("changed " + OTHER);
    }

    @Test
    void signOut_endsTheStream() {
        Http person = signedIn("scientists-1");
        Page page = opens(person, "/live/handovers/" + REFERENCE);
        quiet(page);

        String token = person.get("/").body();
        assertThat(person.postForm("/sign-out", token, java.util.Map.of()).status())
                .isEqualTo(303);

        assertThat(page.hears()).isEqualTo("closed signed-out");
        assertThat(page.ends()).isTrue();
        assertThat(person.get("/live/handovers").status()).isEqualTo(401);
    }

    @Test
    void oldestPageOfManyOfOnePerson_isClosed_andSaysSo() {
        Http person = signedIn("historians-1");
        Page oldest = opens(person, "/live/handovers");
        Page another = opens(signedIn("historians-1"), "/live/handovers");
        quiet(oldest, another);
        for (int i = 0; i < Streams.PER_SESSION; i++) {
            opens(person, "/live/handovers/" + REFERENCE);
        }

        assertThat(oldest.hearsAtLast()).isEqualTo("closed elsewhere");
        assertThat(another.hearsNothing())
                .as("another sign-in of the same person")
                .isTrue();
    }

    @Test
    void unknownHandover_andNobodySignedIn_haveNoStream() {
        Http person = signedIn("observers-1");

        assertThat(person.get("/live/handovers/LIV-2018-99").status()).isEqualTo(404);
        assertThat(person.get("/live/handovers/no%20reference").status()).isEqualTo(404);
        assertThat(http.get("/live/handovers").status()).isEqualTo(401);
        assertThat(http.as("observers-1").get("/live/handovers").status())
                .as("streams are for browsers, whose session ends them")
                .isEqualTo(401);
    }

    private Http signedIn(String user) {
        Http person = Http.anonymous(environment);
        assertThat(person.signInOnPage(user, "demo", "/").status()).isEqualTo(303);
        return person;
    }

    private Page opens(Http person, String path) {
        var page = new Page(person.lines(path));
        open.add(page);
        return page;
    }

    /** What happened just before a stream was opened is told on it once. */
    private static void quiet(Page... pages) {
        for (Page page : pages) {
            while (!page.hearsNothing()) {
                Thread.onSpinWait();
            }
        }
    }

    /** A page that listens. */
    private static final class Page implements AutoCloseable {

        private static final String END = "end";

        private final HttpResponse<Stream<String>> answer;
        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

        Page(HttpResponse<Stream<String>> answer) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
            assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
            this.answer = answer;
            var reader = new Thread(this::read, "page");
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            var name = new StringBuilder();
            try {
                answer.body().forEach(line -> {
                    if (line.startsWith("event:")) {
                        name.setLength(0);
                        name.append(line.substring("event:".length()));
                    } else if (line.startsWith("data:")) {
                        events.add(name + " " + line.substring("data:".length()));
                    }
                });
            } catch (java.io.UncheckedIOException closed) {
                return;
            }
            events.add(END);
        }

        /** The next event, e.g. {@code changed LIV-2018-01}. */
        String hears() {
            return next(20);
        }

        String hearsAtLast() {
            String last = null;
            for (String each = next(20); each != null && !each.equals(END); each = next(20)) {
                last = each;
            }
            return last;
        }

        boolean ends() {
            return END.equals(next(20));
        }

        /** Longer than it takes to tell. */
        boolean hearsNothing() {
            return next(3) == null;
        }

        private String next(int seconds) {
            try {
                return events.poll(seconds, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            answer.body().close();
        }
    }
}
