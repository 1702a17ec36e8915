package org.handover.once;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.handover.custody.Canonical;
import org.handover.vocabulary.RecordClock;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does an act once. Its key is written in the transaction of the act, before anything else: whoever comes with the same key in the same
 * moment waits for the first to commit, and then is answered as the first was.
 */
@Component
public class Once {

    private static final int TRIES = 5;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final RecordClock clock;

    Once(JdbcClient jdbc, PlatformTransactionManager transactions, RecordClock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * An act and what tells it from others.
     *
     * @param value equal for what is one act
     * @param what in words, e.g. {@code StatementMade of KOR-2018-01}
     * @param content hash of what was submitted
     * @param given whether the caller made it up; then another one may not be done with it
     */
    public record Key(String value, String what, String content, String by, LocalDate on, boolean given) {}

    /** Whoever acts gave the key, or, for a thing that can be done once only, the thing is it. */
    public Key key(String thing, String what, String target, Map<String, Object> values, String by) {
        return new Key(thing, what, Content.hash(thing, target, values), by, today(), false);
    }

    /**
     * The key of something that could be said again: the caller's own, or else made of the content, the person, the day, and where it is said.
     *
     * @param where another place for what can rightly be said again, e.g. after it was answered
     */
    public Key saying(String what, String target, Map<String, Object> values, String by, Supplier<String> where) {
        String content = Content.hash(what, target, values);
        LocalDate today = today();
        return IdempotencyKey.given()
                .map(key -> new Key("key " + Canonical.hash(by, key), what, content, by, today, true))
                .orElseGet(() -> new Key(
                        "said " + Canonical.hash(content, by, today, where.get()), what, content, by, today, false));
    }

    /** The key of the last act today of the same person with the same content, if there is one. */
    public Optional<Key> saidToday(String what, String target, Map<String, Object> values, String by) {
        if (IdempotencyKey.given().isPresent()) {
            return Optional.empty();
        }
        String content = Content.hash(what, target, values);
        return jdbc.sql(
                        """
                select act_key from act where content = :content and done_by = :by and done_on = :today
                order by recorded_at desc fetch first row only""")
                .param("content", content)
                .param("by", by)
                .param("today", today())
                .query(String.class)
                .optional()
                .map(value -> new Key(value, what, content, by, today(), false));
    }

    /**
     * Does an act, or answers as it was answered when it is done already. Joins the caller's transaction.
     *
     * @param answer what to keep of the result, to answer again; gives null for nothing
     * @param again the result from what was kept, null for nothing
     * @throws AlreadyDone when it was done by somebody else or with other content
     * @throws ConcurrencyFailureException when somebody is doing it right now; try again
     */
    public <T> T act(Key key, Supplier<T> act, Function<T, String> answer, Function<String, T> again) {
        if (!begin(key)) {
            Done done = find(key.value());
            refuseOther(key, done);
            return again.apply(done.answer());
        }
        T result = act.get();
        String kept = answer.apply(result);
        if (kept != null) {
            jdbc.sql("update act set answer = :answer where act_key = :key")
                    .param("answer", kept)
                    .param("key", key.value())
                    .update();
        }
        return result;
    }

    /** As {@link #act}, in a transaction of its own, and again when somebody is doing it right now. */
    public <T> T alone(Key key, Supplier<T> act, Function<T, String> answer, Function<String, T> again) {
        for (int tried = 1; ; tried++) {
            try {
                return transaction.execute(status -> act(key, act, answer, again));
            } catch (ConcurrencyFailureException e) {
                if (tried == TRIES) {
                    throw e;
                }
            }
        }
    }

    private record Done(String what, String content, String by, Instant at, String answer) {}

    private Done find(String key) {
        return jdbc.sql("select what, content, done_by, recorded_at, answer from act where act_key = :key")
                .param("key", key)
                .query((row, number) -> new Done(
                        row.getString("what"),
                        row.getString("content"),
                        row.getString("done_by"),
                        row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                        row.getString("answer")))
                .single();
    }

    private static void refuseOther(Key key, Done done) {
        if (done.content().equals(key.content()) && done.by().equals(key.by())) {
            return;
        }
        throw new AlreadyDone(
                key.given()
                        ? "Idempotency-Key: was used at %s for something else (%s); another act has another key"
                                .formatted(done.at(), done.what())
                        : "%s is done: by %s at %s%s"
                                .formatted(
                                        done.what(),
                                        done.by(),
                                        done.at(),
                                        done.by().equals(key.by()) ? ", with other content" : ""),
                key.given());
    }

    /** Whether it is begun here, or was done before. */
    private boolean begin(Key key) {
        try {
            int begun = jdbc.sql(
                            """
                    insert into act (act_key, what, content, done_by, done_on)
                    select :key, :what, :content, :by, cast(:on as date) from (select count(*) as number from act where act_key = :key) done
                    where done.number = 0""")
                    .param("key", key.value())
                    .param("what", key.what())
                    .param("content", key.content())
                    .param("by", key.by())
                    .param("on", key.on())
                    .update();
            return begun == 1;
        } catch (DuplicateKeyException e) {
            throw new ConcurrencyFailureException(key.what() + " is being done in this moment", e);
        }
    }

    private LocalDate today() {
        return clock.today(ZoneOffset.UTC);
    }
}
