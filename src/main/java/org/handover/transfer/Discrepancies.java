package org.handover.transfer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Differences between what was agreed and what was received, and items that were not where they should have been. Somebody explains
 * them, nobody edits them away (rule N2).
 */
@Repository
public class Discrepancies {

    private final JdbcClient jdbc;

    Discrepancies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Every discrepancy of a handover, in the order they were found. */
    public List<Discrepancy> of(Reference reference) {
        return jdbc.sql("select * from discrepancy where reference = :reference order by id")
                .param("reference", reference.value())
                .query(Discrepancies::discrepancy)
                .list();
    }

    void add(Reference reference, int agreedSets, int receivedContainers, LocalDate on) {
        jdbc.sql(
                        """
                insert into discrepancy (reference, agreed_sets, received_containers, found_on)
                values (:reference, :sets, :containers, :on)""")
                .param("reference", reference.value())
                .param("sets", agreedSets)
                .param("containers", receivedContainers)
                .param("on", on)
                .update();
    }

    /**
     * An item was not where it should have been. It stays with its holder.
     *
     * @param leg the leg it did not leave or arrive with; null for another act
     * @param description what was found instead
     * @param on local date of the act
     * @param actor who found it
     */
    public void missing(ItemKey item, Integer leg, String description, LocalDate on, String actor) {
        jdbc.sql(
                        """
                insert into discrepancy (reference, item, leg, description, found_on, found_by)
                values (:reference, :item, :leg, :description, :on, :actor)""")
                .param("reference", item.reference().value())
                .param("item", item.toString())
                .param("leg", leg)
                .param("description", description)
                .param("on", on)
                .param("actor", actor)
                .update();
    }

    /** Those of some items that nobody has explained, in the order in which they were found. */
    public List<Discrepancy> missing(Collection<ItemKey> items) {
        return about(items).stream().filter(it -> it.explanation() == null).toList();
    }

    /** Those of some items, also explained ones, in the order in which they were found. */
    public List<Discrepancy> about(Collection<ItemKey> items) {
        List<String> keys = items.stream().map(ItemKey::toString).distinct().toList();
        var all = new ArrayList<Discrepancy>();
        for (int i = 0; i < keys.size(); i += 500) {
            all.addAll(jdbc.sql("select * from discrepancy where item in (:items) order by id")
                    .param("items", keys.subList(i, Math.min(i + 500, keys.size())))
                    .query(Discrepancies::discrepancy)
                    .list());
        }
        return all;
    }

    /** Says what became of an item, in every discrepancy of it that is not explained yet. */
    public void explain(ItemKey item, String explanation, Discrepancy.Next next, String actor, LocalDate on) {
        jdbc.sql(
                        """
                update discrepancy set explanation = :explanation, next_step = :next, explained_by = :actor, explained_on = :on
                where item = :item and explanation is null""")
                .param("explanation", explanation)
                .param("next", next.name())
                .param("actor", actor)
                .param("on", on)
                .param("item", item.toString())
                .update();
    }

    /** Explains the discrepancy between the two numbers that is not explained yet. */
    Discrepancy explain(Reference reference, String explanation, Discrepancy.Next next, String actor, LocalDate on) {
        Discrepancy open = of(reference).stream()
                .filter(discrepancy -> discrepancy.item() == null && discrepancy.explanation() == null)
                .findFirst()
                .orElseThrow();
        jdbc.sql(
                        """
                update discrepancy set explanation = :explanation, next_step = :next, explained_by = :actor, explained_on = :on
                where id = :id""")
                .param("explanation", explanation)
                .param("next", next.name())
                .param("actor", actor)
                .param("on", on)
                .param("id", open.id())
                .update();
        return open;
    }

    private static Discrepancy discrepancy(ResultSet row, int number) throws SQLException {
        String next = row.getString("next_step");
        String item = row.getString("item");
        return new Discrepancy(
                row.getLong("id"),
                row.getObject("agreed_sets", Integer.class),
                row.getObject("received_containers", Integer.class),
                item == null ? null : ItemKey.parse(item),
                row.getObject("leg", Integer.class),
                row.getString("description"),
                row.getObject("found_on", LocalDate.class),
                row.getString("found_by"),
                row.getString("explanation"),
                next == null ? null : Discrepancy.Next.valueOf(next),
                row.getString("explained_by"),
                row.getObject("explained_on", LocalDate.class));
    }
}
