package org.handover.custody;

import javax.sql.DataSource;
import org.handover.database.Postgres;

class CustodyLedgerIT extends CustodyLedgerContract {

    private static final DataSource DATABASE = Postgres.fresh();

    @Override
    DataSource database() {
        return DATABASE;
    }
}
