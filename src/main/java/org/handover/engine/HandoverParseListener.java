package org.handover.engine;

import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;

/** What holds for every model: who may complete a task, the parts of the business key as variables, and a
 * filter only for the handovers that are open. */
class HandoverParseListener extends AbstractBpmnParseListener {

    private final TaskListener candidateGuard = new CandidateGuard();
    private final ExecutionListener businessKey = new BusinessKeyListener();
    private final HandoverFilters filters;

    HandoverParseListener(HandoverFilters filters) {
        this.filters = filters;
    }

    @Override
    public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        ((UserTaskActivityBehavior) activity.getActivityBehavior())
                .getTaskDefinition()
                .addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, candidateGuard);
    }

    @Override
    public void parseProcess(Element element, ProcessDefinitionEntity process) {
        process.addBuiltInListener(ExecutionListener.EVENTNAME_START, businessKey);
        if (process.getKey().equals("handover")) {
            process.addBuiltInListener(ExecutionListener.EVENTNAME_END, filters.atTheEnd());
        }
    }
}
