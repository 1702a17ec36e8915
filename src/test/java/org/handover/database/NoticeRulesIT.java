package org.handover.database;

import javax.sql.DataSource;

class NoticeRulesIT extends NoticeRulesContract {

    private static final DataSource DATABASE = Postgres.fresh();

    @Override
    DataSource database() {
        return DATABASE;
    }
}
