package org.handover.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Groups get their rights once: what operators lacked is added to a database that has them already. */
class OperatorsReadTasksTest {

    private static final int READ = 2;
    private static final int READ_AND_UPDATE = 6;

    private final DataSource database = H2.asOf("37");
    private final JdbcClient jdbc = JdbcClient.create(database);

    @Test
    void operatorsOfBefore_readTasks() {
        create("operators");
        create("observers");

        H2.migrate(database, "h2");

        assertThat(rights()).containsExactly("operators * " + READ);
    }

    @Test
    void rightGivenInAdmin_staysAsItIs() {
        create("operators");
        jdbc.sql(
                        """
                insert into act_ru_authorization (id_, rev_, type_, group_id_, resource_type_, resource_id_, perms_)
                values ('given', 1, 1, 'operators', 7, '*', ?)""")
                .param(READ_AND_UPDATE)
                .update();

        H2.migrate(database, "h2");

        assertThat(rights()).containsExactly("operators * " + READ_AND_UPDATE);
    }

    /** There the first start gives the right. */
    @Test
    void emptyDatabase_staysEmpty() {
        H2.migrate(database, "h2");

        assertThat(rights()).isEmpty();
    }

    private void create(String group) {
        jdbc.sql("insert into act_id_group (id_, rev_, name_) values (?, 1, ?)")
                .params(group, group)
                .update();
    }

    private List<String> rights() {
        return jdbc.sql("select group_id_ || ' ' || resource_id_ || ' ' || perms_ from act_ru_authorization")
                .query(String.class)
                .list();
    }
}
