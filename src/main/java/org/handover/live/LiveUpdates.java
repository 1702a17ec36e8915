package org.handover.live;

import java.util.Set;
import java.util.TreeSet;
import org.handover.engine.Changes;
import org.handover.vocabulary.Reference;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Carries what has changed, on this node or another, to the open pages: at most once a second, however much happens. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class LiveUpdates {

    private final Changes changes;
    private final Relay relay;
    private final Streams streams;

    LiveUpdates(Changes changes, Relay relay, Streams streams) {
        this.changes = changes;
        this.relay = relay;
        this.streams = streams;
    }

    @Scheduled(fixedDelay = 1_000)
    void flush() {
        Set<String> changed = new TreeSet<>();
        changes.take().stream().map(Reference::value).forEach(changed::add);
        relay.tell(changed);
        changed.addAll(relay.heard(streams.any()));
        if (!changed.isEmpty()) {
            streams.changed(changed);
        }
    }
}
