package org.handover.live;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.handover.security.StillSignedIn;
import org.handover.vocabulary.Reference;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/**
 * The open streams of this node. None has a thread of its own. A stream ends with the session of whoever opened it; a person has few at a
 * time, since a browser keeps few connections to one server.
 */
@Component
class Streams {

    /** Something changed of which the reference is not known: every page looks again. */
    static final String ANY = "*";

    /** A browser has six connections to a server; pages and pictures need some. */
    static final int PER_SESSION = 4;

    static final int ALL = 1_000;

    private static final Duration RETRY = Duration.ofSeconds(5);

    /** A change between the making of a page and its stream is told when the stream opens. */
    private static final Duration RECENT = Duration.ofSeconds(10);

    /** @param handover null for a stream of all handovers */
    private record Stream(long number, String handover, StillSignedIn.Session session, SseEmitter emitter) {

        boolean isAbout(String changed) {
            return handover == null || changed.equals(ANY) || handover.equals(changed);
        }
    }

    private record Change(String handover, Instant at) {}

    private final ConcurrentMap<Long, Stream> streams = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final Queue<Stream> surplus = new ConcurrentLinkedQueue<>();
    private final Deque<Change> recent = new ArrayDeque<>();
    private volatile boolean closed;

    /**
     * Opens a stream; the session's oldest is closed within a second when it has too many.
     *
     * @param handover null for all handovers
     * @return none when there are too many, or when the application stops
     */
    synchronized Optional<SseEmitter> open(Reference handover, StillSignedIn.Session session) {
        if (closed || streams.size() >= ALL) {
            return Optional.empty();
        }
        List<Stream> own = streams.values().stream()
                .filter(each -> each.session().id().equals(session.id()))
                .sorted(Comparator.comparingLong(Stream::number))
                .toList();
        surplus.addAll(own.subList(0, Math.max(0, own.size() - PER_SESSION + 1)));

        var emitter = new SseEmitter(0L);
        var stream =
                new Stream(numbers.incrementAndGet(), handover == null ? null : handover.value(), session, emitter);
        emitter.onCompletion(() -> streams.remove(stream.number()));
        emitter.onError(thrown -> streams.remove(stream.number()));
        streams.put(stream.number(), stream);
        send(stream, SseEmitter.event().reconnectTime(RETRY.toMillis()).comment("open"));
        missed(stream).forEach(changed -> send(stream, event(changed)));
        return Optional.of(emitter);
    }

    private List<String> missed(Stream stream) {
        synchronized (recent) {
            Instant since = Instant.now().minus(RECENT);
            return recent.stream()
                    .filter(change -> change.at().isAfter(since))
                    .map(Change::handover)
                    .filter(stream::isAbout)
                    .distinct()
                    .toList();
        }
    }

    /** Whether anybody listens on this node. */
    boolean any() {
        return !streams.isEmpty();
    }

    /** Tells whoever it concerns. */
    void changed(Collection<String> handovers) {
        remember(handovers);
        for (Stream stream : streams.values()) {
            for (String handover : handovers) {
                if (stream.isAbout(handover) && lasts(stream)) {
                    send(stream, event(handover));
                }
            }
        }
    }

    private void remember(Collection<String> handovers) {
        synchronized (recent) {
            Instant now = Instant.now();
            recent.removeIf(change -> change.at().isBefore(now.minus(RECENT)));
            handovers.forEach(handover -> recent.add(new Change(handover, now)));
        }
    }

    /**
     * Closes what {@link #open} found too many, and not on its thread: when a write to a broken connection fails on a thread of the web server,
     * that server leaves the broken request open, and would wait for it when it stops.
     */
    @Scheduled(fixedDelay = 1_000)
    void thin() {
        for (Stream stream = surplus.poll(); stream != null; stream = surplus.poll()) {
            close(stream, "elsewhere");
        }
    }

    /** Ends the streams of those who are signed out, and finds the connections that broke. */
    @Scheduled(fixedDelay = 10_000)
    void beat() {
        for (Stream stream : new ArrayList<>(streams.values())) {
            if (lasts(stream)) {
                send(stream, SseEmitter.event().comment(""));
            }
        }
    }

    /** Before the web server stops, which waits for open requests. */
    @EventListener(ContextClosedEvent.class)
    synchronized void stop() {
        closed = true;
        streams.values().forEach(stream -> end(stream));
    }

    private boolean lasts(Stream stream) {
        if (stream.session().lasts()) {
            return true;
        }
        close(stream, "signed-out");
        return false;
    }

    private static SseEventBuilder event(String handover) {
        return SseEmitter.event().name("changed").data(handover);
    }

    private void close(Stream stream, String reason) {
        send(stream, SseEmitter.event().name("closed").data(reason));
        end(stream);
    }

    private void end(Stream stream) {
        streams.remove(stream.number());
        stream.emitter().complete();
    }

    private void send(Stream stream, SseEventBuilder event) {
        try {
            stream.emitter().send(event);
        } catch (IOException | IllegalStateException gone) {
            // The page was closed, or the connection broke.
            streams.remove(stream.number());
        }
    }
}
