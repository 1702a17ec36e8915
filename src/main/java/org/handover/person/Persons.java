package org.handover.person;

import org.handover.vocabulary.Refusal;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The register of persons. An id is registered when it is first used; its name may be filled in from a personnel file later. */
@Repository
public class Persons {

    private final JdbcClient jdbc;

    Persons(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Registers a person on the first use of the id; afterwards does nothing.
     *
     * @param id null for nobody
     * @throws Refusal when somebody else registers the same id at the same moment
     */
    public void register(String id, String actor) {
        if (id == null || isKnown(id)) {
            return;
        }
        try {
            jdbc.sql("insert into person (id, registered_by) values (:id, :actor)")
                    .param("id", id)
                    .param("actor", actor)
                    .update();
        } catch (DuplicateKeyException e) {
            throw new Refusal("%s was registered by somebody else at the same moment; try again".formatted(id));
        }
    }

    public boolean isKnown(String id) {
        return jdbc.sql("select count(*) from person where id = :id")
                        .param("id", id)
                        .query(Integer.class)
                        .single()
                > 0;
    }
}
