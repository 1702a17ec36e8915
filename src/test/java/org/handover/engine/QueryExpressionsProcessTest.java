package org.handover.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.task.TaskQuery;
import org.handover.process.ProcessTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** CVE-2026-109432: no expression of a query runs, wherever it stands in it. The probe only counts. */
@ProcessTest
class QueryExpressionsProcessTest {

    private static final String PROBE = "${queryProbe.run()}";

    @Autowired
    private TaskService tasks;

    @Autowired
    private FilterService filters;

    @BeforeEach
    void reset() {
        QueryProbe.RUNS.set(0);
    }

    static Stream<Method> expressions() {
        return Arrays.stream(TaskQuery.class.getMethods())
                .filter(method -> method.getName().endsWith("Expression"))
                .filter(method -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {String.class}));
    }

    private static TaskQuery with(TaskQuery query, Method expression) throws ReflectiveOperationException {
        return (TaskQuery) expression.invoke(query, PROBE);
    }

    @Test
    void plainEngine_makesAnObjectOfAnyClass() {
        var configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName("plain");
        configuration.setJdbcUrl("jdbc:h2:mem:plain-objects");
        configuration.getProcessEnginePlugins().add(new org.camunda.spin.plugin.impl.SpinProcessEnginePlugin());
        var plain = configuration.buildProcessEngine();
        Made.MADE.set(0);
        try {
            var task = plain.getTaskService().newTask("probe");
            plain.getTaskService().saveTask(task);
            plain.getTaskService()
                    .setVariable(
                            "probe",
                            "object",
                            org.camunda.bpm.engine.variable.Variables.serializedObjectValue("{}")
                                    .serializationDataFormat("application/json")
                                    .objectTypeName(Made.class.getName())
                                    .create());
            plain.getTaskService().getVariable("probe", "object");
            plain.getTaskService().deleteTask("probe", true);
        } finally {
            plain.close();
        }

        assertThat(Made.MADE)
                .as("the hole that deserialization-type-validation closes, see EngineRestIT")
                .hasPositiveValue();
    }

    @Test
    void plainEngine_runsWhatStandsInAnOr() {
        var configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName("plain");
        configuration.setJdbcUrl("jdbc:h2:mem:plain");
        configuration.setBeans(Map.of("queryProbe", new QueryProbe()));
        var plain = configuration.buildProcessEngine();
        try {
            plain.getTaskService()
                    .createTaskQuery()
                    .or()
                    .taskAssigneeExpression(PROBE)
                    .endOr()
                    .list();
        } finally {
            plain.close();
        }

        assertThat(QueryProbe.RUNS).as("the hole that ModelExpressions closes").hasValue(1);
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void inAnOr_isRefused_andDoesNotRun(Method expression) throws ReflectiveOperationException {
        TaskQuery query = with(tasks.createTaskQuery().or(), expression).endOr();

        assertThatThrownBy(query::list).isInstanceOf(BadUserRequestException.class);
        assertThatThrownBy(query::count).isInstanceOf(BadUserRequestException.class);
        assertThat(QueryProbe.RUNS).hasValue(0);
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void alone_isRefused_andDoesNotRun(Method expression) throws ReflectiveOperationException {
        TaskQuery query = with(tasks.createTaskQuery(), expression);

        assertThatThrownBy(query::list).isInstanceOf(BadUserRequestException.class);
        assertThat(QueryProbe.RUNS).hasValue(0);
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void inAStoredFilter_isRefused_andDoesNotRun(Method expression) throws ReflectiveOperationException {
        Filter filter = filters.newTaskFilter("probe")
                .setQuery(with(tasks.createTaskQuery().or(), expression).endOr());
        filters.saveFilter(filter);
        try {
            assertThatThrownBy(() -> filters.list(filter.getId())).isInstanceOf(BadUserRequestException.class);
            assertThatThrownBy(() -> filters.count(filter.getId())).isInstanceOf(BadUserRequestException.class);
            assertThat(QueryProbe.RUNS).hasValue(0);
        } finally {
            filters.deleteFilter(filter.getId());
        }
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void addedToAStoredFilter_isRefused_andDoesNotRun(Method expression) throws ReflectiveOperationException {
        Filter filter = filters.newTaskFilter("probe").setQuery(tasks.createTaskQuery());
        filters.saveFilter(filter);
        try {
            TaskQuery more = with(tasks.createTaskQuery().or(), expression).endOr();

            assertThatThrownBy(() -> filters.list(filter.getId(), more)).isInstanceOf(BadUserRequestException.class);
            assertThat(QueryProbe.RUNS).hasValue(0);
        } finally {
            filters.deleteFilter(filter.getId());
        }
    }
}
