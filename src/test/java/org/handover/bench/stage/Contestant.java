package org.handover.bench.stage;

import java.util.List;

/** One way of taking individuals through the eight steps: four that write the record, two that people complete, a timer and a decision. */
public interface Contestant extends AutoCloseable {

    /** Begins the case of each individual, up to the first task: {@code handover/1} to {@code handover/individuals}. */
    void open(String handover, int individuals) throws Exception;

    /** Tasks that are open, as the list of the group shows them: no more than {@code most}. */
    List<String> tasks(int most) throws Exception;

    /** Completes tasks as a person of the group, in one transaction each or in one for all, as the contestant does it. */
    void complete(List<String> tasks) throws Exception;

    @Override
    default void close() throws Exception {}
}
