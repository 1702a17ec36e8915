package org.handover.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.handover.process.ProcessTest;
import org.handover.process.Story;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whose tasks each filter shows, who finds which filter, and when a handover has one. */
@ProcessTest
class TasklistFiltersProcessTest {

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private TasklistFilters standing;

    @Autowired
    private FilterService filters;

    @Autowired
    private TaskService tasks;

    @Autowired
    private IdentityService identity;

    @Autowired
    private JdbcClient jdbc;

    private Story story;

    @BeforeEach
    void story(@Autowired Workbench workbench) {
        story = new Story(engine, workbench, jdbc);
    }

    @AfterEach
    void signOut() {
        identity.clearAuthentication();
    }

    private void signIn(String user, String... groups) {
        identity.setAuthentication(user, List.of(groups));
    }

    /** What a filter shows of this test's handover, in the filter's order. */
    private List<String> shown(String filter) {
        return filters
                .<Task, TaskQuery>list(
                        filter, tasks.createTaskQuery().processInstanceBusinessKeyLike(story.reference() + "%"))
                .stream()
                .map(Task::getTaskDefinitionKey)
                .toList();
    }

    private List<String> listed() {
        return filters.createTaskFilterQuery().list().stream()
                .map(Filter::getId)
                .toList();
    }

    private String ofHandover() {
        return "handover:" + story.reference();
    }

    private String task(String element) {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(story.reference())
                .taskDefinitionKey(element)
                .singleResult()
                .getId();
    }

    private int rows(String filter) {
        return jdbc.sql("select count(*) from act_ru_filter where id_ = ?")
                .param(filter)
                .query(Integer.class)
                .single();
    }

    private int grants(String filter) {
        return jdbc.sql("select count(*) from act_ru_authorization where resource_type_ = ? and resource_id_ = ?")
                .params(Resources.FILTER.resourceType(), filter)
                .query(Integer.class)
                .single();
    }

    @Test
    void nobodyFindsTasksOfOtherGroups_howeverTheyAsk() {
        story.pledged();
        signIn("negotiators-1", "negotiators");
        Supplier<TaskQuery> all = () -> tasks.createTaskQuery().processInstanceBusinessKey(story.reference());

        for (TaskQuery asked : List.of(
                all.get(),
                all.get().taskCandidateGroup("negotiators"),
                all.get().taskCandidateGroupIn(List.of("negotiators", "transfer-team")),
                all.get().taskCandidateGroupIn(List.of("negotiators")).taskCandidateGroupLike("%"),
                all.get().taskCandidateGroupLike("%"),
                all.get().or().taskCandidateGroup("negotiators").taskName("x").endOr())) {
            assertThat(asked.list()).extracting(Task::getTaskDefinitionKey).containsExactly("ScheduleTalks");
            assertThat(asked.count()).isEqualTo(1);
        }
        assertThat(all.get().taskCandidateGroup("transfer-team").list()).isEmpty();
        assertThat(all.get().taskAssignee("transfer-team-1").list()).isEmpty();
        for (String filter : List.of("overdue", "handovers", ofHandover())) {
            assertThat(shown(filter)).as(filter).doesNotContain("StageTransferCases");
        }
    }

    @Test
    void grantRevoked_isMinded() {
        story.pledged();
        var revocation = engine.getAuthorizationService().createNewAuthorization(Authorization.AUTH_TYPE_REVOKE);
        revocation.setUserId("negotiators-2");
        revocation.setResource(Resources.TASK);
        revocation.setResourceId(task("ScheduleTalks"));
        revocation.removePermission(Permissions.READ);
        engine.getAuthorizationService().saveAuthorization(revocation);
        try {
            signIn("negotiators-2", "negotiators");
            assertThat(shown("group-tasks")).isEmpty();
            signIn("negotiators-1", "negotiators");
            assertThat(shown("group-tasks")).containsExactly("ScheduleTalks");
        } finally {
            identity.clearAuthentication();
            engine.getAuthorizationService().deleteAuthorization(revocation.getId());
        }
    }

    @Test
    void claimedTask_movesFromTheGroupsTasks_toThoseOfWhoClaimedIt() {
        story.pledged();
        String scheduling = task("ScheduleTalks");
        signIn("negotiators-1", "negotiators");
        assertThat(shown("group-tasks")).containsExactly("ScheduleTalks");
        assertThat(shown("my-tasks")).isEmpty();

        tasks.claim(scheduling, "negotiators-1");

        assertThat(shown("group-tasks")).isEmpty();
        assertThat(shown("my-tasks")).containsExactly("ScheduleTalks");
        signIn("negotiators-2", "negotiators");
        assertThat(shown("group-tasks")).isEmpty();
        assertThat(shown("my-tasks")).isEmpty();
        signIn("transfer-team-1", "transfer-team");
        assertThat(shown("group-tasks")).containsExactly("StageTransferCases");
    }

    @Test
    void countsAndPages_areOfTheSamePersonAsTheList() {
        story.pledged();
        TaskQuery here = tasks.createTaskQuery().processInstanceBusinessKey(story.reference());
        signIn("negotiators-1", "negotiators");

        assertThat(filters.count("group-tasks", here)).isEqualTo(1);
        assertThat(filters.count("my-tasks", here)).isZero();
        assertThat(filters.listPage("group-tasks", here, 0, 15)).hasSize(1);
        assertThat(filters.<Task, TaskQuery>singleResult("group-tasks", here).getTaskDefinitionKey())
                .isEqualTo("ScheduleTalks");
        assertThat(filters.count("my-tasks")).isZero();
        assertThat(filters.list("my-tasks")).isEmpty();
        assertThat(filters.listPage("my-tasks", 0, 15)).isEmpty();
        assertThat(filters.<Task>singleResult("my-tasks")).isNull();
    }

    @Test
    void nobodySignedIn_hasNoTasks() {
        story.pledged();

        assertThat(shown("my-tasks")).isEmpty();
        assertThat(shown("group-tasks")).isEmpty();
    }

    @Test
    void overdue_isWhatIsPastItsDueDate_whoeverHasIt() {
        story.pledged();
        signIn("negotiators-2", "negotiators");
        assertThat(shown("overdue")).isEmpty();

        // The talks were in July 2018; their outcome was due that day.
        signOut();
        story.scheduled("2018-07-16");
        tasks.claim(task("RecordTalks"), "negotiators-1");

        signIn("negotiators-2", "negotiators");
        assertThat(shown("overdue")).containsExactly("RecordTalks");
        signIn("transfer-team-1", "transfer-team");
        assertThat(shown("overdue")).isEmpty();
    }

    @Test
    void firstComesWhatIsDueFirst_thenWhatIsOldest_butAnOrderAskedForCounts() {
        story.pledged().scheduled("2018-07-16");
        tasks.saveTask(due("StageTransferCases", "2018-07-01"));
        signIn("camunda-admin-1", "camunda-admin");

        assertThat(shown("all-tasks")).containsExactly("StageTransferCases", "RecordTalks");
        assertThat(filters
                        .<Task, TaskQuery>list(
                                "all-tasks",
                                tasks.createTaskQuery()
                                        .processInstanceBusinessKey(story.reference())
                                        .orderByDueDate()
                                        .desc())
                        .stream()
                        .map(Task::getTaskDefinitionKey))
                .containsExactly("RecordTalks", "StageTransferCases");
    }

    private Task due(String element, String day) {
        Task task = tasks.createTaskQuery().taskId(task(element)).singleResult();
        task.setDueDate(java.sql.Date.valueOf(day));
        return task;
    }

    @Test
    void handover_hasAFilter_fromPledgeToWithdrawal() {
        assertThat(rows(ofHandover())).isZero();

        story.pledged();

        assertThat(rows(ofHandover())).isEqualTo(1);
        signIn("negotiators-1", "negotiators");
        assertThat(listed()).contains(ofHandover());
        assertThat(filters.<Task>list(ofHandover()))
                .extracting(Task::getTaskDefinitionKey)
                .containsExactly("ScheduleTalks");

        signOut();
        story.send("policy-1", "PledgeWithdrawn", "withdrawnOn", "2018-07-20", "reason", "Relations worsened");

        assertThat(rows(ofHandover())).isZero();
        assertThat(grants(ofHandover())).isZero();
        signIn("negotiators-1", "negotiators");
        assertThat(filters.<Task>list(ofHandover()))
                .as("seen by who still looks at it")
                .isEmpty();
        assertThat(filters.<Task>listPage(ofHandover(), 0, 15)).isEmpty();
        assertThat(filters.count(ofHandover())).isZero();
    }

    @Test
    void handover_whoseInstanceAnOperatorDeletes_leavesNoFilter() {
        story.pledged();

        String instance = engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(story.reference())
                .singleResult()
                .getId();
        Unguarded.run(engine, () -> engine.getRuntimeService().deleteProcessInstance(instance, "a mistake", true));

        assertThat(rows(ofHandover())).isZero();
        assertThat(grants(ofHandover())).isZero();
    }

    @Test
    void handover_whosePledgeIsRefused_hasNoFilter() {
        assertThatThrownBy(() -> story.pledged("pledgedOn", "2099-01-01")).hasMessageContaining("future");

        assertThat(rows(ofHandover())).isZero();
        assertThat(grants(ofHandover())).isZero();
    }

    @Test
    void handover_whoseFilterAnAdministratorRemoved_endsAllTheSame() {
        story.pledged();
        filters.deleteFilter(ofHandover());

        story.send("policy-1", "PledgeWithdrawn", "withdrawnOn", "2018-07-20", "reason", "Relations worsened");

        assertThat(story.phase()).isEqualTo("WITHDRAWN");
    }

    @Test
    void filterOfAHandover_isListedForThoseWhoHaveSomethingToDoThere_andForAdministrators() {
        story.pledged();

        signIn("transfer-team-1", "transfer-team");
        assertThat(listed()).contains(ofHandover());
        signIn("airlift-1", "airlift");
        assertThat(listed()).doesNotContain(ofHandover());
        signIn("observers-1", "observers");
        assertThat(listed()).isEmpty();
        signIn("camunda-admin-1", "camunda-admin");
        assertThat(listed()).contains(ofHandover());
    }

    @ParameterizedTest
    @CsvSource({
        "negotiators, 'group-tasks my-tasks overdue handovers field-operations'",
        "policy, 'group-tasks my-tasks overdue handovers'",
        "transfer-team, 'group-tasks my-tasks overdue handovers containers'",
        "airlift, 'group-tasks my-tasks overdue handovers'",
        "evidence-coordinators, 'group-tasks my-tasks overdue handovers containers individuals'",
        "scientists, 'group-tasks my-tasks overdue handovers containers individuals field-operations'",
        "historians, 'group-tasks my-tasks overdue individuals'",
        "lab-managers, 'group-tasks my-tasks overdue handovers containers individuals objects'",
        "medical-examiners, 'group-tasks my-tasks overdue individuals'",
        "casualty-office, 'group-tasks my-tasks overdue individuals objects'",
        "public-affairs, 'group-tasks my-tasks overdue individuals'",
        "operators, all-tasks",
        "observers, ''",
        "camunda-admin, 'group-tasks my-tasks overdue handovers containers individuals field-operations objects all-tasks'",
    })
    void groupFinds_theKindsOfWorkTheModelsGiveIt(String group, String expected) {
        signIn(group + "-3", group);

        List<String> found = filters.createTaskFilterQuery().list().stream()
                .filter(filter -> !filter.getId().startsWith("handover:"))
                .sorted(java.util.Comparator.comparing(
                        filter -> (Integer) filter.getProperties().get("priority")))
                .map(Filter::getId)
                .toList();

        assertThat(String.join(" ", found)).isEqualTo(expected);
    }

    @Test
    void expressions_areNeitherStoredNorRun() {
        Filter written = filters.newTaskFilter("Written by an administrator");
        written.setQuery(new TaskQueryImpl().taskAssigneeExpression("${currentUser()}"));
        assertThatThrownBy(() -> filters.saveFilter(written)).isInstanceOf(BadUserRequestException.class);

        signIn("negotiators-1", "negotiators");
        for (String filter : List.of("my-tasks", "group-tasks", "overdue", "handovers")) {
            TaskQuery asked = tasks.createTaskQuery().taskNameLike("%").taskOwnerExpression("${currentUser()}");
            assertThatThrownBy(() -> filters.list(filter, asked))
                    .as(filter)
                    .isInstanceOf(BadUserRequestException.class)
                    .hasMessageContaining("forbidden");
            assertThatThrownBy(() -> filters.count(filter, asked)).as(filter).hasMessageContaining("forbidden");
        }
    }

    @Test
    void whatAnAdministratorChanges_stays_whenTheApplicationStartsAgain() {
        Filter changed = filters.getFilter("containers");
        Filter removed = filters.getFilter("objects");
        try {
            changed.setName("Boxes");
            changed.setProperties(Map.of("priority", 3));
            filters.saveFilter(changed);
            filters.deleteFilter("objects");

            standing.afterPropertiesSet();

            assertThat(filters.getFilter("containers").getName()).isEqualTo("Boxes");
            assertThat(filters.getFilter("objects")).isNull();
            assertThat(removed).isNotNull();
        } finally {
            fromScratch();
            standing.afterPropertiesSet();
        }
    }

    @Test
    void filtersOfTheFirstVersion_giveWay_exceptWhereSomebodyChangedThem() {
        fromScratch();
        former("Containers", "Accession and inventory of each container");
        String changed = former("Individuals", "Those of my team");
        AuthorizationService authorizations = engine.getAuthorizationService();
        Authorization everyFilter = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        everyFilter.setGroupId("negotiators");
        everyFilter.setResource(Resources.FILTER);
        everyFilter.setResourceId(Authorization.ANY);
        everyFilter.addPermission(Permissions.READ);
        authorizations.saveAuthorization(everyFilter);
        try {
            standing.afterPropertiesSet();

            assertThat(filters.createTaskFilterQuery().list())
                    .filteredOn(filter -> List.of("Containers", "Individuals").contains(filter.getName()))
                    .extracting(Filter::getId)
                    .containsExactlyInAnyOrder("containers", "individuals", changed);
            assertThat(grants(Authorization.ANY)).as("the administrators' own").isEqualTo(1);
        } finally {
            filters.deleteFilter(changed);
        }
    }

    /** A filter as the first version made it; gives its id. */
    private String former(String name, String description) {
        Filter filter = filters.newTaskFilter(name);
        filter.setQuery(tasks.createTaskQuery());
        filter.setProperties(Map.of("description", description, "priority", 20));
        return filters.saveFilter(filter).getId();
    }

    @Test
    void nodesThatStartAtOnce_createEachFilterOnce_alsoThoseOfOpenHandovers() throws Exception {
        story.pledged();
        fromScratch();

        Callable<Boolean> node = () -> {
            standing.afterPropertiesSet();
            return true;
        };
        var nodes = Executors.newFixedThreadPool(4);
        try {
            var started = new ArrayList<Boolean>();
            for (Future<Boolean> each : nodes.invokeAll(Collections.nCopies(4, node))) {
                started.add(each.get());
            }
            assertThat(started).hasSize(4);
        } finally {
            nodes.shutdown();
        }

        assertThat(rows("group-tasks")).isEqualTo(1);
        assertThat(grants("group-tasks")).isEqualTo(11);
        assertThat(rows(ofHandover())).isEqualTo(1);
        assertThat(grants(ofHandover())).isEqualTo(11);
    }

    /** As if the application had never started. */
    private void fromScratch() {
        filters.createTaskFilterQuery().list().forEach(filter -> filters.deleteFilter(filter.getId()));
        ManagementService management = engine.getManagementService();
        Unguarded.run(engine, () -> management.deleteProperty("handover.tasklist-filters"));
    }
}
