package org.handover.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.handover.security.StillSignedIn;
import org.handover.vocabulary.Reference;
import org.junit.jupiter.api.Test;

class StreamsTest {

    private static final Reference KOREA = new Reference("KOR-2018-01");

    private final Streams streams = new Streams();
    private final AtomicBoolean signedIn = new AtomicBoolean(true);

    @Test
    void endedSession_losesItsStreamsAtTheNextBeat() {
        streams.open(KOREA, session("one"));
        streams.beat();
        assertThat(streams.any()).isTrue();

        signedIn.set(false);
        streams.beat();

        assertThat(streams.any()).isFalse();
    }

    @Test
    void endedSession_hearsOfNoChangeBeforeTheNextBeat() {
        streams.open(KOREA, session("one"));
        signedIn.set(false);

        streams.changed(List.of("KOR-2018-02"));
        assertThat(streams.any()).as("is about another handover").isTrue();
        streams.changed(List.of(KOREA.value()));

        assertThat(streams.any()).isFalse();
    }

    @Test
    void moreThanThereIsRoomFor_areTurnedAway() {
        var opened = new AtomicInteger();
        for (int i = 0; i < Streams.ALL + 5; i++) {
            streams.open(KOREA, session("session " + i)).ifPresent(stream -> opened.incrementAndGet());
        }

        assertThat(opened).hasValue(Streams.ALL);
    }

    @Test
    void stoppingApplication_endsEveryStream_andOpensNone() {
        streams.open(null, session("one"));

        streams.stop();

        assertThat(streams.any()).isFalse();
        assertThat(streams.open(null, session("two"))).isEmpty();
    }

    private StillSignedIn.Session session(String id) {
        return new StillSignedIn.Session() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public boolean lasts() {
                return signedIn.get();
            }
        };
    }
}
