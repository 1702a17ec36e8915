package org.handover.database;

import javax.sql.DataSource;

class NoticeRulesTest extends NoticeRulesContract {

    private static final DataSource DATABASE = H2.fresh();

    @Override
    DataSource database() {
        return DATABASE;
    }
}
