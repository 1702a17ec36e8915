package org.handover.engine;

import org.camunda.bpm.engine.AuthorizationException;

/** Somebody told the engine to change what only the record decides. REST answers 403 on each of its resources, with what to do instead. */
class PastTheRecord extends AuthorizationException {

    private static final long serialVersionUID = 1L;

    PastTheRecord(Class<?> command) {
        super("Refused (%s): %s".formatted(command.getSimpleName(), remedy(command.getSimpleName())));
    }

    private static String remedy(String command) {
        if (command.contains("Variable")) {
            return "variables carry what the record has decided, and nobody writes them. Complete the step that decides it.";
        }
        if (command.contains("Historic") || command.contains("OperationLog") || command.contains("RemovalTime")) {
            return "the history is not changed by hand. It goes when its time to live is over.";
        }
        if (command.contains("Deploy") || command.contains("Definition")) {
            return "models are deployed by the application when it starts, and stay as they are. Change them in a release.";
        }
        if (command.contains("Task") || command.contains("IdentityLink")) {
            return "the model says who does a step and how it ends. Complete the task as a member of its group.";
        }
        return "nothing is started, moved, migrated or ended past the record. Complete the task where it waits, retry the job that failed, or"
                + " propose a repair that another operator approves: POST /api/repairs, in Cockpit the tab Repairs of the instance.";
    }
}
