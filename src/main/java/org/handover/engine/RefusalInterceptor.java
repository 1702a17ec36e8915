package org.handover.engine;

import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.impl.cmd.StartProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitStartFormCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.handover.vocabulary.Refusal;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Outermost around a person's or system's command: tells a refusal as the engine tells bad input (400 in REST, a message in
 * Tasklist), and tries again when two people acted on one handover in the same moment.
 */
class RefusalInterceptor extends CommandInterceptor {

    @Override
    public <T> T execute(Command<T> command) {
        if (!isAct(command)) {
            return ask(command);
        }
        for (int tried = 1; ; tried++) {
            try {
                return next.execute(command);
            } catch (RuntimeException e) {
                if (!Collision.isIn(e) || tried == Collision.TRIES || isNested()) {
                    throw translate(command, e);
                }
            }
        }
    }

    /** A query that is refused for what it asks, see {@link ModelExpressions}, is bad input too, however the engine wraps it. */
    private <T> T ask(Command<T> command) {
        try {
            return next.execute(command);
        } catch (ProcessEngineException e) {
            throw e.getCause() instanceof BadUserRequestException refused ? refused : e;
        }
    }

    private static RuntimeException translate(Command<?> command, RuntimeException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return isMessage(command)
                        ? new BadUserRequestException(refusal.getMessage(), refusal)
                        : new FormFieldValidationException(refusal.problems(), refusal.getMessage(), refusal);
            }
        }
        return thrown;
    }

    private static boolean isNested() {
        return Context.getCommandContext() != null || TransactionSynchronizationManager.isActualTransactionActive();
    }

    private static boolean isMessage(Command<?> command) {
        return command instanceof OnceCommand<?> once && once.isMessage();
    }

    private static boolean isAct(Command<?> command) {
        return command instanceof OnceCommand<?>
                || command instanceof CompleteTaskCmd
                || command instanceof SubmitTaskFormCmd
                || command instanceof SubmitStartFormCmd
                || command instanceof StartProcessInstanceCmd;
    }
}
