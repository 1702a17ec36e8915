package org.handover.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** On H2 the application owns the file: there is no lesser user, only the triggers. */
class OnlyAddedTest {

    private static final DataSource DATABASE = H2.fresh();

    /** Of a trigger for several events the catalogue names one; the script of the schema has all. */
    private static Set<String> guarded(Class<?> trigger) {
        Pattern guard = Pattern.compile("TRIGGER \\S+ BEFORE UPDATE, DELETE ON \"PUBLIC\"\\.\"(\\w+)\".* CALL '"
                + Pattern.quote(trigger.getName()) + "'");
        var guarded = new TreeSet<String>();
        JdbcClient.create(DATABASE)
                .sql("script nodata")
                .query(String.class)
                .list()
                .forEach(line -> guard.matcher(line.replace('\n', ' '))
                        .results()
                        .forEach(found -> guarded.add(found.group(1).toLowerCase(Locale.ROOT))));
        return guarded;
    }

    @Test
    @DisplayName("C4 no table of the record was forgotten: its rows stay, or it is known to tell the present state")
    void everyTableIsGuarded_unlessItIsKnownToChange() {
        var guarded = new TreeSet<>(guarded(AppendOnlyTrigger.class));
        guarded.addAll(OnlyAdded.WRITTEN_ONCE);
        guarded.addAll(OnlyAdded.CHANGED);

        assertThat(guarded).isEqualTo(OnlyAdded.ours(DATABASE));
        assertThat(guarded(WriteOnceTrigger.class)).isEqualTo(new TreeSet<>(OnlyAdded.WRITTEN_ONCE));
    }
}
