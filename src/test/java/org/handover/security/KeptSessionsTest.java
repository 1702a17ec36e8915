package org.handover.security;

import javax.sql.DataSource;
import org.handover.database.H2;

class KeptSessionsTest extends KeptSessionsContract {

    @Override
    DataSource database() {
        return H2.fresh();
    }
}
