package org.handover.notice;

import java.util.regex.Pattern;
import org.handover.decision.Decision;
import org.handover.decision.Decisions;
import org.handover.decision.Stage;
import org.handover.laboratory.Laboratory;
import org.handover.person.Persons;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Objects traced to the person they may have belonged to. A lead for the historians, never an identity (rule I8). */
@Service
class TracedObjects {

    private static final Pattern NUMBER = Pattern.compile("(C-\\d{2,6})/E-\\d{2,6}");

    private final JdbcClient jdbc;
    private final Laboratory laboratory;
    private final Persons persons;
    private final Decisions decisions;
    private final RecordClock clock;

    TracedObjects(JdbcClient jdbc, Laboratory laboratory, Persons persons, Decisions decisions, RecordClock clock) {
        this.jdbc = jdbc;
        this.laboratory = laboratory;
        this.persons = persons;
        this.decisions = decisions;
        this.clock = clock;
    }

    /**
     * Records an object and the person it is traced to.
     *
     * @param businessKey e.g. {@code KOR-2018-01/C-07/E-01}
     * @param person id of the person
     * @throws Refusal when the business key names no object, the container was not received, or the object is traced already
     */
    void record(String businessKey, String description, String person, String notes, String actor) {
        ItemKey object = ItemKey.parse(businessKey);
        var number = NUMBER.matcher(object.number());
        if (!number.matches()) {
            throw new Refusal("business key: '%s' names no object; an object in container C-07 is e.g. %s/C-07/E-01"
                    .formatted(businessKey, object.reference()));
        }
        ItemKey container = object.reference().item(number.group(1));
        if (!laboratory.hasReceived(container)) {
            throw new Refusal("business key: there is no container %s".formatted(container));
        }
        if (isTraced(object)) {
            throw new Refusal(
                    "business key: %s is traced already; give another object another number".formatted(object));
        }
        persons.register(person, actor);
        jdbc.sql(
                        """
                insert into traced_object (business_key, reference, container, description, person, notes, traced_by)
                values (:key, :reference, :container, :description, :person, :notes, :actor)""")
                .param("key", object.toString())
                .param("reference", object.reference().value())
                .param("container", container.number())
                .param("description", description)
                .param("person", person)
                .param("notes", notes)
                .param("actor", actor)
                .update();
    }

    /**
     * Approves that the family is told of the object, or declines (rule F3).
     *
     * @throws Refusal when the one who traced it would approve the notice
     */
    void decide(ItemKey object, boolean approved, String reason, String actor) {
        if (actor.equals(column("traced_by", object))) {
            throw new Refusal("decision: %s traced %s; another person approves the notice".formatted(actor, object));
        }
        decisions.add(new Decision(
                null,
                object.reference(),
                object.toString(),
                0,
                Stage.NOTICE_APPROVAL,
                approved ? "APPROVE" : "DECLINE",
                null,
                column("person", object),
                null,
                null,
                reason,
                actor,
                clock.today(Laboratory.ZONE)));
    }

    private boolean isTraced(ItemKey object) {
        return jdbc.sql("select count(*) from traced_object where business_key = :key")
                        .param("key", object.toString())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private String column(String name, ItemKey object) {
        return jdbc.sql("select " + name + " from traced_object where business_key = :key")
                .param("key", object.toString())
                .query(String.class)
                .optional()
                .orElseThrow(() -> new Refusal("%s is not traced to anybody".formatted(object)));
    }
}
