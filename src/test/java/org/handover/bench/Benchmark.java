package org.handover.bench;

/** Measures one side of the application and says what it found; it judges nothing and fails nothing. */
interface Benchmark {

    /** As it is asked for by {@code -Dbench=…}. */
    String name();

    /** Runs and reports. What it started it ends. */
    void run(Report report) throws Exception;
}
