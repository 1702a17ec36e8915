package org.handover.engine;

import java.util.Set;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;

/**
 * A message somebody sends. Its sender must be of a group that may send it; then the engine's own authorizations are not asked, since
 * they would have to include the right to write any variable.
 */
record MessageCommand<T>(String message, Command<T> correlation) implements Command<T> {

    @Override
    public T execute(CommandContext context) {
        if (isFromWithin()) {
            return correlation.execute(context);
        }
        Authentication sender = context.getAuthentication();
        Set<String> groups = Messages.sendersOf(message);
        if (sender == null || !isMemberOf(sender.getUserId(), groups, context)) {
            throw new AuthorizationException("The message %s is sent by a member of %s; %s is none"
                    .formatted(
                            message,
                            groups.isEmpty() ? "no group, only by the application" : String.join(", ", groups),
                            sender == null ? "nobody signed in" : sender.getUserId()));
        }
        return context.runWithoutAuthorization(() -> correlation.execute(context));
    }

    private static boolean isFromWithin() {
        return Context.getBpmnExecutionContext() != null;
    }

    private static boolean isMemberOf(String user, Set<String> groups, CommandContext context) {
        return context.runWithoutAuthorization(
                () -> context.getReadOnlyIdentityProvider().createGroupQuery(context).groupMember(user).list().stream()
                        .anyMatch(group -> groups.contains(group.getId())));
    }
}
