package org.handover.custody;

import javax.sql.DataSource;
import org.handover.database.H2;

class CustodyLedgerTest extends CustodyLedgerContract {

    private static final DataSource DATABASE = H2.fresh();

    @Override
    DataSource database() {
        return DATABASE;
    }
}
