package org.handover.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.VariableInstanceQueryImpl;
import org.camunda.bpm.engine.impl.db.AuthorizationCheck;
import org.camunda.bpm.engine.impl.db.CompositePermissionCheck;
import org.camunda.bpm.engine.impl.db.PermissionCheck;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationManager;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Decides as the engine does who may do what, with shorter questions to the database. People are in a few groups, all of which have rights: not asked is which
 * groups have any.
 */
final class LeanRights extends AuthorizationManager {

    private final JdbcClient jdbc;

    LeanRights(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<String> filterAuthenticatedGroupIds(List<String> groups) {
        return groups == null ? List.of() : groups;
    }

    /** Almost always somebody is given one of the rights and nothing is revoked, which a short question tells; all else is the engine's long one. */
    @Override
    public boolean isAuthorized(String user, List<String> groups, CompositePermissionCheck check) {
        return isPlainlyGranted(user, groups, check) || super.isAuthorized(user, groups, check);
    }

    private record Right(int type, int resource, String id, int permissions) {

        boolean gives(PermissionCheck check) {
            return isEnoughFor(check) && (id.equals(Authorization.ANY) || id.equals(check.getResourceId()));
        }

        /** If it is about the same one. */
        boolean isEnoughFor(PermissionCheck check) {
            return resource == check.getResourceType() && (permissions & check.getPerms()) == check.getPerms();
        }
    }

    /**
     * The engine has given every candidate group of a task the right to read it, one row for each, and joins them with the tasks in a way that grows with the
     * square of their number: the count of 100,000 took minutes. Who asks for the tasks of their own groups, or for their own, may read them all, and so may who
     * has a right to every one; of whom no right is about more than a single task, the rights are joined by the task alone.
     */
    @Override
    public void configureTaskQuery(TaskQueryImpl query) {
        if (query.getAuthCheck() instanceof TaskStatements.RightsToSingleTasks) {
            query.setAuthCheck(new AuthorizationCheck());
        }
        super.configureTaskQuery(query);
        AuthorizationCheck check = query.getAuthCheck();
        if (!joinsRights(check)) {
            return;
        }
        if (isOwn(query, check.getAuthUserId(), check.getAuthGroupIds())) {
            check.setAuthorizationCheckEnabled(false);
            return;
        }
        List<String> beyond = beyondAnInstance(check);
        if (beyond.contains(Authorization.ANY)) {
            check.setAuthorizationCheckEnabled(false);
        } else if (beyond.isEmpty()) {
            query.setAuthCheck(new TaskStatements.RightsToSingleTasks(check));
        }
    }

    /** Of variables, which Tasklist shows on each card. */
    @Override
    protected void configureVariableInstanceQuery(VariableInstanceQueryImpl query) {
        super.configureVariableInstanceQuery(query);
        dropWhereAllMayBeRead(query.getAuthCheck());
    }

    /** Of instances, too. */
    @Override
    @SuppressWarnings("rawtypes")
    public void configureExecutionQuery(AbstractQuery query) {
        super.configureExecutionQuery(query);
        dropWhereAllMayBeRead(query.getAuthCheck());
    }

    /** Nearly everybody may read every instance: rights are not joined with each of them then. */
    private void dropWhereAllMayBeRead(AuthorizationCheck check) {
        if (joinsRights(check) && beyondAnInstance(check).contains(Authorization.ANY)) {
            check.setAuthorizationCheckEnabled(false);
        }
    }

    /** Whether the engine would look for a right of each row, and find it where one is given. */
    private static boolean joinsRights(AuthorizationCheck check) {
        return check.isAuthorizationCheckEnabled()
                && !check.isRevokeAuthorizationCheckEnabled()
                && check.getAuthUserId() != null;
    }

    /** Whose rows somebody may read by a right that is given: keys of models, and {@code *} for all. Which right it is does not matter to the engine's join. */
    private List<String> beyondAnInstance(AuthorizationCheck check) {
        List<String> groups = check.getAuthGroupIds();
        return jdbc
                .sql(
                        """
                select type_, resource_type_, resource_id_, perms_ from act_ru_authorization
                where type_ < 2 and (user_id_ in (:user, '*') or group_id_ in (:groups))
                and resource_id_ in (select '*' union all select key_ from act_re_procdef)""")
                .param("user", check.getAuthUserId())
                // No group is called like this: a list may not be empty.
                .param("groups", groups == null || groups.isEmpty() ? List.of("") : groups)
                .query(LeanRights::right)
                .list()
                .stream()
                .filter(right ->
                        check.getPermissionChecks().getAtomicChecks().stream().anyMatch(right::isEnoughFor))
                .map(Right::id)
                .toList();
    }

    private static boolean isOwn(TaskQueryImpl query, String user, List<String> groups) {
        if (query.isOrQueryActive()) {
            return false;
        }
        if (user.equals(query.getAssignee())) {
            return true;
        }
        // A candidate user and a pattern would be further ways to be found, beside the groups.
        boolean byGroupsAlone = query.getCandidateUser() == null && query.getCandidateGroupLike() == null;
        List<String> asked = byGroupsAlone ? query.getCandidateGroups() : null;
        return asked != null && !asked.isEmpty() && groups != null && groups.containsAll(asked);
    }

    /** Whether one of the rights is enough and given, and no right revokes or holds for everybody, so that their order does not matter. */
    private boolean isPlainlyGranted(String user, List<String> groups, CompositePermissionCheck check) {
        List<PermissionCheck> checks = check.getAtomicChecks();
        if (user == null
                || groups == null
                || groups.isEmpty()
                || checks.isEmpty()
                || !check.isDisjunctive()
                || !check.getCompositeChecks().isEmpty()
                || checks.stream().anyMatch(one -> one.getResourceId() == null)) {
            return false;
        }
        List<Right> rights = jdbc.sql(
                        """
                select type_, resource_type_, resource_id_, perms_ from act_ru_authorization
                where (user_id_ in (:user, '*') or group_id_ in (:groups))
                and resource_type_ in (:resources) and resource_id_ in (:ids)""")
                .param("user", user)
                .param("groups", groups)
                .param(
                        "resources",
                        checks.stream()
                                .map(PermissionCheck::getResourceType)
                                .distinct()
                                .toList())
                .param(
                        "ids",
                        Stream.concat(
                                        Stream.of(Authorization.ANY),
                                        checks.stream().map(PermissionCheck::getResourceId))
                                .distinct()
                                .toList())
                .query(LeanRights::right)
                .list();
        return rights.stream().allMatch(right -> right.type() == Authorization.AUTH_TYPE_GRANT)
                && rights.stream().anyMatch(right -> checks.stream().anyMatch(right::gives));
    }

    private static Right right(ResultSet row, int number) throws SQLException {
        return new Right(row.getInt(1), row.getInt(2), row.getString(3), row.getInt(4));
    }
}
