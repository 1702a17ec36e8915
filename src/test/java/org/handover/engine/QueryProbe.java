package org.handover.engine;

import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** What an expression that is evaluated would reach. It only counts. */
@Component
@Profile("test")
public class QueryProbe {

    static final AtomicInteger RUNS = new AtomicInteger();

    public String run() {
        return "run " + RUNS.incrementAndGet();
    }
}
