package org.handover.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;

/** Each command that the engine has: whether it may be given by itself. */
class EngineGuardTest {

    @Test
    void commandsThatAreRefused() {
        assertThat(refused())
                .containsExactly(
                        "ActivateProcessDefinitionCmd",
                        "ActivateProcessInstanceCmd",
                        "ActivityAfterInstantiationCmd",
                        "ActivityBeforeInstantiationCmd",
                        "ActivityCancellationCmd",
                        "ActivityInstanceCancellationCmd",
                        "AddGroupIdentityLinkCmd",
                        "AddIdentityLinkForProcessDefinitionCmd",
                        "AddUserIdentityLinkCmd",
                        "CaseExecutionVariableCmd",
                        "CloseCaseInstanceCmd",
                        "CompleteCaseExecutionCmd",
                        "CompleteExternalTaskCmd",
                        "CorrelateAllMessageBatchCmd",
                        "CorrelateAllMessageCmd",
                        "CorrelateMessageCmd",
                        "CreateCaseInstanceCmd",
                        "CreateIncidentCmd",
                        "CreateTaskCmd",
                        "DelegateTaskCmd",
                        "DeleteDeploymentCmd",
                        "DeleteGroupIdentityLinkCmd",
                        "DeleteHistoricCaseInstanceCmd",
                        "DeleteHistoricCaseInstancesBulkCmd",
                        "DeleteHistoricDecisionInstanceByDefinitionIdCmd",
                        "DeleteHistoricDecisionInstanceByInstanceIdCmd",
                        "DeleteHistoricDecisionInstancesBatchCmd",
                        "DeleteHistoricDecisionInstancesBulkCmd",
                        "DeleteHistoricProcessInstancesBatchCmd",
                        "DeleteHistoricProcessInstancesCmd",
                        "DeleteHistoricTaskInstanceCmd",
                        "DeleteHistoricVariableInstanceCmd",
                        "DeleteHistoricVariableInstancesByProcessInstanceIdCmd",
                        "DeleteIdentityLinkForProcessDefinitionCmd",
                        "DeleteJobCmd",
                        "DeleteJobsCmd",
                        "DeleteMetricsCmd",
                        "DeleteProcessDefinitionsByIdsCmd",
                        "DeleteProcessDefinitionsByKeyCmd",
                        "DeleteProcessInstanceBatchCmd",
                        "DeleteProcessInstanceCmd",
                        "DeleteProcessInstancesCmd",
                        "DeletePropertyCmd",
                        "DeleteTaskCmd",
                        "DeleteTaskMetricsCmd",
                        "DeleteUserIdentityLinkCmd",
                        "DeleteUserOperationLogEntryCmd",
                        "DeployCmd",
                        "DisableCaseExecutionCmd",
                        "EvaluateStartConditionCmd",
                        "ExtendLockOnExternalTaskCmd",
                        "FetchExternalTasksCmd",
                        "HandleExternalTaskBpmnErrorCmd",
                        "HandleExternalTaskFailureCmd",
                        "HandleTaskBpmnErrorCmd",
                        "HandleTaskEscalationCmd",
                        "LockExternalTaskCmd",
                        "ManagementServiceImpl$DbSchemaUpgradeCmd",
                        "ManualStartCaseExecutionCmd",
                        "MessageEventReceivedCmd",
                        "MigrateProcessInstanceBatchCmd",
                        "MigrateProcessInstanceCmd",
                        "ModifyProcessInstanceAsyncCmd",
                        "ModifyProcessInstanceCmd",
                        "PatchExecutionVariablesCmd",
                        "PatchTaskVariablesCmd",
                        "ProcessInstanceModificationBatchCmd",
                        "ProcessInstanceModificationCmd",
                        "PurgeDatabaseAndCacheCmd",
                        "ReenableCaseExecutionCmd",
                        "RegisterProcessApplicationCmd",
                        "RemoveExecutionVariablesCmd",
                        "RemoveTaskVariablesCmd",
                        "ResolveIncidentCmd",
                        "ResolveTaskCmd",
                        "RestartProcessInstancesBatchCmd",
                        "RestartProcessInstancesCmd",
                        "SaveTaskCmd",
                        "SetExecutionVariablesCmd",
                        "SetExternalTaskPriorityCmd",
                        "SetExternalTaskRetriesCmd",
                        "SetExternalTasksRetriesBatchCmd",
                        "SetExternalTasksRetriesCmd",
                        "SetProcessDefinitionVersionCmd",
                        "SetPropertyCmd",
                        "SetRemovalTimeToHistoricBatchesCmd",
                        "SetRemovalTimeToHistoricDecisionInstancesCmd",
                        "SetRemovalTimeToHistoricProcessInstancesCmd",
                        "SetTaskDescriptionCmd",
                        "SetTaskNameCmd",
                        "SetTaskVariablesCmd",
                        "SetVariablesToProcessInstancesBatchCmd",
                        "SignalCmd",
                        "SignalEventReceivedCmd",
                        "StartProcessInstanceAtActivitiesCmd",
                        "SuspendProcessDefinitionCmd",
                        "SuspendProcessInstanceCmd",
                        "TelemetryConfigureCmd",
                        "TerminateCaseExecutionCmd",
                        "TransitionInstanceCancellationCmd",
                        "TransitionInstantiationCmd",
                        "UnlockExternalTaskCmd",
                        "UnregisterProcessApplicationCmd",
                        "UpdateCaseDefinitionHistoryTimeToLiveCmd",
                        "UpdateDecisionDefinitionHistoryTimeToLiveCmd",
                        "UpdateProcessDefinitionHistoryTimeToLiveCmd",
                        "UpdateProcessInstancesSuspendStateBatchCmd",
                        "UpdateProcessInstancesSuspendStateCmd");
    }

    private static List<String> refused() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false) {
            @Override
            protected boolean isCandidateComponent(
                    org.springframework.beans.factory.annotation.AnnotatedBeanDefinition definition) {
                return !definition.getMetadata().isAbstract();
            }
        };
        scanner.addIncludeFilter(new AssignableTypeFilter(Command.class));
        var refused = new ArrayList<String>();
        for (var found : scanner.findCandidateComponents("org.camunda.bpm")) {
            Class<?> command;
            try {
                command = Class.forName(found.getBeanClassName(), false, EngineGuardTest.class.getClassLoader());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
            if (found.getBeanClassName().matches(".*([$]\\d+|(Set|Delete)LicenseKeyCmd)")) {
                // Operaton writes these as lambdas, or has none.
                assertThat(EngineGuard.isLetThrough(command))
                        .as(command.getName())
                        .isFalse();
            } else if (!EngineGuard.isLetThrough(command)) {
                refused.add(command.getName().replaceFirst(".*[.]", ""));
            }
        }
        refused.sort(null);
        return refused;
    }
}
