package org.handover.engine;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.query.NativeQuery;
import org.camunda.bpm.engine.query.Query;
import org.camunda.bpm.engine.query.Report;

/**
 * Lets through what is an act of the story, work of the engine itself, a question, or the administration of people, filters and jobs; refuses everything else,
 * whoever asks and by whichever way: REST, web application or Java. So no token is moved, no variable written and no model
 * replaced past the record. What the application's own commands do within themselves goes on.
 *
 * <p>Names rather than classes, because some of them are private to the engine. Version 7.24 is its last one; a test knows every command it has.
 */
class EngineGuard extends CommandInterceptor {

    private static final Set<String> OF_THE_STORY = Set.of(
            "CompleteTaskCmd",
            "SubmitTaskFormCmd",
            "SubmitStartFormCmd",
            "StartProcessInstanceCmd",
            "ClaimTaskCmd",
            "AssignTaskCmd");

    /** When a task is due and what people remark on it say nothing of the record. */
    private static final Set<String> ABOUT_TASKS = Set.of(
            "SetTaskOwnerCmd",
            "SetTaskPriorityCmd",
            "SetTaskDueDateCmd",
            "SetTaskFollowUpDateCmd",
            "AddCommentCmd",
            "UpdateCommentCmd",
            "DeleteTaskCommentCmd",
            "DeleteProcessInstanceCommentCmd",
            "CreateAttachmentCmd",
            "SaveAttachmentCmd",
            "DeleteAttachmentCmd",
            "SetAnnotationForIncidentCmd",
            "SetAnnotationForOperationLog");

    private static final Set<String> JOBS = Set.of(
            "AcquireJobsCmd",
            "ExecuteJobsCmd",
            "UnlockJobCmd",
            "FailedJobListener",
            "FailedJobListenerCmd",
            "SuccessfulJobListener",
            "DefaultJobRetryCmd",
            "CreateNewTimerJobCommand",
            "SetJobRetriesCmd",
            "SetJobsRetriesBatchCmd",
            "SetJobsRetriesByProcessBatchCmd",
            "SetJobDuedateCmd",
            "RecalculateJobDuedateCmd",
            "SetJobPriorityCmd",
            "SetJobDefinitionPriorityCmd",
            "ActivateJobCmd",
            "SuspendJobCmd",
            "ActivateJobDefinitionCmd",
            "SuspendJobDefinitionCmd",
            // Of retries, the only batches that can be made.
            "ActivateBatchCmd",
            "SuspendBatchCmd",
            "DeleteBatchCmd",
            "DeleteHistoricBatchCmd",
            "HistoryCleanupCmd",
            "HistoryCleanupSchedulerCmd",
            "HistoryCleanupHandlerCmd",
            "RegisterDeploymentCmd",
            "UnregisterDeploymentCmd");

    private static final Set<String> ADMINISTRATION = Set.of(
            "CreateUserCmd",
            "SaveUserCmd",
            "DeleteUserCmd",
            "UnlockUserCmd",
            "SetUserInfoCmd",
            "DeleteUserInfoCmd",
            "SetUserPictureCmd",
            "DeleteUserPictureCmd",
            "CreateGroupCmd",
            "SaveGroupCmd",
            "DeleteGroupCmd",
            "CreateMembershipCmd",
            "DeleteMembershipCmd",
            "CreateTenantCmd",
            "SaveTenantCmd",
            "DeleteTenantCmd",
            "CreateTenantUserMembershipCmd",
            "CreateTenantGroupMembershipCmd",
            "DeleteTenantUserMembershipCmd",
            "DeleteTenantGroupMembershipCmd",
            "CreateAuthorizationCommand",
            "SaveAuthorizationCmd",
            "DeleteAuthorizationCmd",
            "CreateFilterCmd",
            "SaveFilterCmd",
            "DeleteFilterCmd");

    private static final Set<String> QUESTIONS = Set.of(
            "FindActiveActivityIdsCmd",
            "FindHistoryCleanupJobsCmd",
            "AuthorizationCheckCmd",
            "CheckPassword",
            "CreateUserQueryCmd",
            "CreateNativeUserQueryCmd",
            "CreateGroupQueryCmd",
            "CreateTenantQueryCmd",
            "ExecuteFilterListCmd",
            "ExecuteFilterListPageCmd",
            "ExecuteFilterSingleResultCmd",
            "ExecuteFilterCountCmd",
            "CreateMigrationPlanCmd",
            "EvaluateDecisionCmd",
            "EvaluateDecisionTableCmd",
            "ExecuteDurationReportCmd",
            "ExecuteDurationCmd",
            "HistoricTaskInstanceCountByNameCmd",
            "HistoricTaskInstanceCountByProcessDefinitionKey",
            "TaskCountByCandidateGroupCmd",
            "MetricsQueryImpl",
            "TablePageQueryImpl",
            "MetricsQueryIntervalCmd",
            "MetricsQuerySumCmd");

    private static final Set<String> STARTING_AND_STOPPING = Set.of(
            "BootstrapEngineCommand",
            "HistoryLevelSetupCommand",
            "DetermineHistoryLevelCmd",
            "SchemaOperationsProcessEngineBuild",
            "SchemaOperationProcessEngineClose",
            "DeleteDeploymentFailCmd",
            "DeleteDeploymentListenerCmd",
            "MetricsCollectionCmd",
            "ReportDbMetricsCmd",
            "ReportDbMetricsValueCmd");

    private static final Set<String> LET_THROUGH = Stream.of(
                    OF_THE_STORY, ABOUT_TASKS, JOBS, ADMINISTRATION, QUESTIONS, STARTING_AND_STOPPING)
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    @Override
    public <T> T execute(Command<T> command) {
        if (Context.getCommandContext() == null && !isLetThrough(command.getClass())) {
            throw new PastTheRecord(command.getClass());
        }
        return next.execute(command);
    }

    /** Whether a command may be given by itself, and not only as a part of another one. */
    static boolean isLetThrough(Class<?> command) {
        String type = command.getName();
        return Query.class.isAssignableFrom(command)
                || NativeQuery.class.isAssignableFrom(command)
                || Report.class.isAssignableFrom(command)
                || type.startsWith("org.handover.")
                || type.startsWith("org.camunda.bpm.webapp.")
                || type.startsWith("org.camunda.bpm.cockpit.")
                || type.startsWith("org.camunda.bpm.engine.impl.cmd.optimize.")
                || name(command).startsWith("Get")
                || name(command).startsWith("Is")
                || LET_THROUGH.contains(name(command));
    }

    /** Without the class that a nested one is in; {@link Class#getSimpleName} is empty for an anonymous one. */
    private static String name(Class<?> command) {
        String name = command.getName();
        return name.substring(1 + Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')));
    }
}
