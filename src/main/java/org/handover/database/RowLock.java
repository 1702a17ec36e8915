package org.handover.database;

import java.sql.DatabaseMetaData;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.stereotype.Component;

/** How a transaction keeps a row to itself, while others go on writing rows that point at it. */
@Component
public class RowLock {

    private final String clause;

    RowLock(DataSource database) throws MetaDataAccessException {
        String product = JdbcUtils.extractDatabaseMetaData(database, DatabaseMetaData::getDatabaseProductName);
        // On PostgreSQL "for update" holds up whoever writes a row that points at this one, and two who have done so
        // and then lock wait for each
        // other for ever. H2 knows no other, and has neither effect.
        clause = product.equals("PostgreSQL") ? "for no key update" : "for update";
    }

    /** What the select of the row ends with. */
    public String clause() {
        return clause;
    }
}
