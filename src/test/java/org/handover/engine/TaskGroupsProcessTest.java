package org.handover.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.history.HistoricTaskInstanceQuery;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.handover.process.ProcessTest;
import org.handover.process.Story;
import org.handover.security.Groups;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The history says which groups had a task, though it has no row for it. */
@ProcessTest
class TaskGroupsProcessTest {

    @Autowired
    private HistoryService history;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private TaskGroups groups;

    @Autowired
    private JdbcClient jdbc;

    private Story story;

    @BeforeEach
    void talk(@Autowired ProcessEngine engine, @Autowired Workbench workbench) {
        story = new Story(engine, workbench, jdbc).pledged().scheduled("2018-07-16");
    }

    @Test
    void tasks_doneAndOpen_areFoundByTheirGroups() {
        List<HistoricTaskInstance> all = tasks(every -> every);
        assertThat(all).extracting(HistoricTaskInstance::getEndTime).containsNull();
        assertThat(all).filteredOn(task -> task.getEndTime() != null).isNotEmpty();

        for (String group : Groups.ALL) {
            List<String> ofGroup = all.stream()
                    .filter(task -> groups(task).contains(group))
                    .map(HistoricTaskInstance::getId)
                    .toList();
            assertThat(tasks(query -> query.taskHadCandidateGroup(group)))
                    .as(group)
                    .extracting(HistoricTaskInstance::getId)
                    .containsExactlyInAnyOrderElementsOf(ofGroup);
            assertThat(tasks(query -> query.taskInvolvedGroup(group))).as(group).hasSameSizeAs(ofGroup);
        }
    }

    /** As Cockpit counts them on its page of human tasks. */
    @Test
    void everyTask_hasAGroup() {
        long open = count(HistoricTaskInstanceQuery::unfinished);

        assertThat(open).isPositive();
        assertThat(count(query -> query.unfinished().taskUnassigned().withCandidateGroups()))
                .isEqualTo(open);
        assertThat(count(HistoricTaskInstanceQuery::withoutCandidateGroups)).isZero();
    }

    /** So that the links of a group are as many as its tasks. */
    @Test
    void noTask_namesAGroupTwice() {
        List<UserTask> tasks = repository.createProcessDefinitionQuery().list().stream()
                .map(model -> repository.getBpmnModelInstance(model.getId()))
                .flatMap(model -> model.getModelElementsByType(UserTask.class).stream())
                .toList();
        assertThat(tasks).isNotEmpty().allSatisfy(task -> assertThat(task.getCamundaCandidateGroupsList())
                .isNotEmpty()
                .doesNotHaveDuplicates());
    }

    @Test
    void modelsAreNotedOnce() {
        int before = noted();

        groups.afterPropertiesSet();

        assertThat(noted()).isEqualTo(before).isPositive();
    }

    private int noted() {
        return jdbc.sql("select count(*) from model_task_group")
                .query(Integer.class)
                .single();
    }

    private List<HistoricTaskInstance> tasks(UnaryOperator<HistoricTaskInstanceQuery> which) {
        return which.apply(ofStory()).list();
    }

    private long count(UnaryOperator<HistoricTaskInstanceQuery> which) {
        return which.apply(ofStory()).count();
    }

    private HistoricTaskInstanceQuery ofStory() {
        return history.createHistoricTaskInstanceQuery().processInstanceBusinessKey(story.reference());
    }

    private Collection<String> groups(HistoricTaskInstance task) {
        UserTask model = repository
                .getBpmnModelInstance(task.getProcessDefinitionId())
                .getModelElementById(task.getTaskDefinitionKey());
        return model.getCamundaCandidateGroupsList();
    }
}
