package org.handover.reading;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.handover.audit.Disclosure;
import org.handover.security.Reader;
import org.handover.vocabulary.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Of whom the families have been told: what public affairs may see (rule F2). A notice that rests on a revoked approval does not count. */
@Component
public class Told {

    /** Of an individual {@code i}: the person it is named as, if that family has been told. */
    static final String OF_INDIVIDUAL =
            """
            exists (select 1 from notice n where n.subject = i.reference || '/' || i.number and n.person = i.person
                and n.kind = 'IDENTIFICATION' and n.outcome = 'DELIVERED'
                and not exists (select 1 from decision d where d.subject = n.subject and d.stage = 'REVOCATION'
                                and d.id > n.approval_id))""";

    private static final String FAMILY = "FAMILY";

    private final JdbcClient jdbc;

    Told(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How holders of a handover's items are shown to somebody: whose family has remains only to those who may see the person. Takes the holder and the key
     * under which the audit notes that a name was shown.
     */
    public BinaryOperator<String> holders(Reference reference, Reader reader) {
        Set<String> families = of(reference);
        return (holder, about) -> {
            if (!holder.startsWith(FAMILY + ":")) {
                return holder;
            }
            return reader.seesName(families.contains(holder.substring(FAMILY.length() + 1)))
                    ? Disclosure.ofName(holder, about)
                    : FAMILY;
        };
    }

    /** The ids of the persons of a handover whose families have been told. */
    public Set<String> of(Reference reference) {
        // A HashSet, which may be asked about null: most individuals have no person.
        return new HashSet<>(jdbc.sql(
                        """
                select n.person from notice n
                where n.reference = :reference and n.kind = 'IDENTIFICATION' and n.outcome = 'DELIVERED'
                and not exists (select 1 from decision d where d.subject = n.subject and d.stage = 'REVOCATION'
                                and d.id > n.approval_id)""")
                .param("reference", reference.value())
                .query(String.class)
                .list());
    }
}
