package org.handover.security;

import javax.sql.DataSource;
import org.handover.database.Postgres;

class KeptSessionsIT extends KeptSessionsContract {

    @Override
    DataSource database() {
        return Postgres.migrated().owner();
    }
}
