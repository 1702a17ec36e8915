package org.handover.engine;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.mapping.SqlCommandType;
import org.apache.ibatis.mapping.SqlSource;
import org.apache.ibatis.session.Configuration;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.db.AuthorizationCheck;

/**
 * The engine's statements for lists of tasks once more, in words that a database can answer without looking at every task. The answers are the same;
 * {@code AuthorizationsProcessTest} compares them.
 */
final class TaskStatements {

    private static final String LIST = "selectTaskByQueryCriteria";
    private static final String COUNT = "selectTaskCountByQueryCriteria";
    private static final String LIST_OF_HISTORY = "selectHistoricTaskInstancesByQueryCriteria";
    private static final String COUNT_OF_HISTORY = "selectHistoricTaskInstanceCountByQueryCriteria";

    /** For who may read tasks by rights to single ones alone: no database can hash three ways to be equal, each can hash one. */
    private static final String BY_TASK_ALONE = "ByTaskAlone";

    /**
     * For who need not be asked for a right: a task is found once then, if its candidate groups are not joined but looked for, and not sorted with all its columns to
     * leave out what was found twice. The newest few of a group come by the index on their age.
     */
    private static final String EACH_ONCE = "EachOnce";

    /** For tasks of the history, whose candidate groups are those that their model says, see {@link TaskGroups}. */
    private static final String BY_MODEL = "ByModel";

    /** How the engine joins rights and tasks. */
    private static final Pattern RIGHTS =
            Pattern.compile("(AUTH[.]RESOURCE_ID_) IN ?[(] ?(RES[.]ID_) ?, ?D[.]KEY_ ?, ?'[*]' ?[)]");

    private static final Pattern CANDIDATES =
            Pattern.compile("left join (ACT_RU_IDENTITYLINK) I on I[.]TASK_ID_ = RES[.]ID_");
    private static final Pattern CANDIDATE_GROUPS =
            Pattern.compile("I[.]TYPE_ = 'candidate' and ?[(] ?I[.]GROUP_ID_ IN ?[(]([?, ]+)[)] ?[)]");
    private static final String HAS_CANDIDATE_GROUP =
            "exists (select 1 from ACT_RU_IDENTITYLINK L where L.TASK_ID_ = RES.ID_ and L.TYPE_ = 'candidate' and L.GROUP_ID_ in ($1))";

    /** Joins that find one row for a task at most. */
    private static final Pattern TO_ONE = Pattern.compile(
            "(left|inner) join (ACT_RE_PROCDEF D|ACT_RU_EXECUTION E1?) on RES[.](PROC_DEF|PROC_INST|EXECUTION)_ID_ = \\w+[.]ID_");

    /** Where nothing but groups is asked for: unclaimed tasks or all; one or several. */
    private static final Pattern COUNT_OF_GROUPS = Pattern.compile(
            "^select count ?[(] ?(?:[*]|RES[.]ID_) ?[)] from (?:[(] ?select RES[.]ID_ from )?ACT_RU_TASK RES "
                    + "WHERE [(] 1 = 1 and [(] (RES[.]ASSIGNEE_ is null and )?exists [(]select 1 from ACT_RU_IDENTITYLINK L "
                    + "where L[.]TASK_ID_ = RES[.]ID_ and (L[.]TYPE_ = 'candidate' and L[.]GROUP_ID_ in [(]([?, ]+)[)])[)] [)] [)] "
                    + "and [(]RES[.]TENANT_ID_ is null [)](?: ?[)] countDistinct)?$",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern MAY_FIND_TWICE = Pattern.compile("\\b(I|AUTH)[.]|\\bjoin\\b");

    /** A list, and how H2 and PostgreSQL are asked how many different ones there are. */
    private static final Pattern DISTINCT = Pattern.compile(
            "^(select |select count ?[(] ?|select count[(][*][)] from [(] ?select )distinct ",
            Pattern.CASE_INSENSITIVE);

    /** What an order leaves open, the id decides: nobody who turns pages sees one task twice and another never. */
    private static final Pattern ORDER = Pattern.compile("\\border by (?!.*RES[.]ID_)(.*?) ?(?=$|\\bLIMIT\\b)");

    private TaskStatements() {}

    static void addTo(Configuration statements) {
        // One that was started before in this JVM may have left its statements to this one.
        if (statements.hasStatement(LIST + EACH_ONCE)) {
            return;
        }
        for (String name : List.of(LIST, COUNT)) {
            add(statements, name, BY_TASK_ALONE, sql -> RIGHTS.matcher(sql).replaceFirst("$1 = $2"));
        }
        add(statements, LIST, EACH_ONCE, TaskStatements::eachOnce);
        add(statements, COUNT, EACH_ONCE, sql -> countOfGroups(eachOnce(sql)));
        for (String name : List.of(LIST_OF_HISTORY, COUNT_OF_HISTORY)) {
            add(statements, name, BY_MODEL, sql -> sql.replace("ACT_HI_IDENTITYLINK HIL", "task_link HIL"));
        }
    }

    private static void add(Configuration statements, String name, String form, UnaryOperator<String> words) {
        MappedStatement engines = statements.getMappedStatement(name);
        SqlSource source = query -> {
            BoundSql sql = engines.getBoundSql(query);
            String line = sql.getSql().replaceAll("\\s+", " ").strip();
            String ordered = ORDER.matcher(words.apply(line)).replaceFirst("order by $1, RES.ID_ ");
            var ours = new BoundSql(statements, ordered, sql.getParameterMappings(), query);
            sql.getAdditionalParameters().forEach(ours::setAdditionalParameter);
            return ours;
        };
        statements.addMappedStatement(
                new MappedStatement.Builder(statements, name + form, source, SqlCommandType.SELECT)
                        .resultMaps(engines.getResultMaps())
                        .build());
    }

    static String listOfHistory() {
        return LIST_OF_HISTORY + BY_MODEL;
    }

    static String countOfHistory() {
        return COUNT_OF_HISTORY + BY_MODEL;
    }

    /** The statement that finds the tasks of a query. */
    static String list(TaskQueryImpl query) {
        return LIST + form(query);
    }

    /** The statement that counts them. */
    static String count(TaskQueryImpl query) {
        return COUNT + form(query);
    }

    private static String form(TaskQueryImpl query) {
        AuthorizationCheck check = query.getAuthCheck();
        return check instanceof RightsToSingleTasks ? BY_TASK_ALONE : EACH_ONCE;
    }

    /** As the engine says it where a task could be found twice in any other way. */
    private static String eachOnce(String sql) {
        String once = CANDIDATE_GROUPS
                .matcher(CANDIDATES.matcher(sql).replaceFirst(""))
                .replaceFirst(HAS_CANDIDATE_GROUP);
        if (MAY_FIND_TWICE.matcher(TO_ONE.matcher(once).replaceAll("")).find()) {
            return sql;
        }
        return DISTINCT.matcher(once).replaceFirst("$1").replaceAll(" +", " ");
    }

    /**
     * How many tasks groups have is how many are linked with them, but for the few that are claimed: no task is looked at. A model names a group once for a
     * task, and {@link EngineGuard} lets nobody name another; several groups may have one task.
     */
    private static String countOfGroups(String sql) {
        Matcher asked = COUNT_OF_GROUPS.matcher(sql);
        if (!asked.matches()) {
            return sql;
        }
        String once = asked.group(3).contains(",") ? " group by L.TASK_ID_" : "";
        String claimed = asked.group(1) == null ? "" : "RES.ASSIGNEE_ is not null or ";
        return """
                select count(*) from (select L.TASK_ID_ from ACT_RU_IDENTITYLINK L where L.TASK_ID_ is not null and %s%s) OF_GROUPS \
                where not exists (select 1 from ACT_RU_TASK RES where RES.ID_ = OF_GROUPS.TASK_ID_ and (%sRES.TENANT_ID_ is not null))"""
                .formatted(asked.group(2), once, claimed);
    }

    /** A check of somebody who may read tasks by rights to single ones alone. */
    static final class RightsToSingleTasks extends AuthorizationCheck {

        private static final long serialVersionUID = 1;

        RightsToSingleTasks(AuthorizationCheck engines) {
            super(
                    engines.getAuthUserId(),
                    engines.getAuthGroupIds(),
                    engines.getPermissionChecks(),
                    engines.isRevokeAuthorizationCheckEnabled());
            setAuthorizationCheckEnabled(engines.isAuthorizationCheckEnabled());
            setShouldPerformAuthorizatioCheck(engines.getShouldPerformAuthorizatioCheck());
            setUseLeftJoin(engines.isUseLeftJoin());
        }
    }
}
