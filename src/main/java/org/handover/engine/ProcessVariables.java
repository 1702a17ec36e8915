package org.handover.engine;

/** Variables every process instance has. */
public final class ProcessVariables {

    /** String: the reference of the handover, e.g. {@code KOR-2018-01}. */
    public static final String REFERENCE = "reference";

    /** String: the number of what the instance is about within the handover, e.g. {@code C-07}; absent on the handover itself. */
    public static final String ITEM = "item";

    private ProcessVariables() {}
}
