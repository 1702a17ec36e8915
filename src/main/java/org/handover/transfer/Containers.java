package org.handover.transfer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of the containers, from receipt to re-casing. */
@Repository
class Containers {

    private final JdbcClient jdbc;

    Containers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those received and not refused, in the order of their numbers. */
    List<Container> received(Reference reference) {
        return jdbc.sql(
                        """
                select * from container where reference = :reference and refused_on is null order by length(number), number""")
                .param("reference", reference.value())
                .query(Containers::container)
                .list();
    }

    Optional<Container> find(ItemKey key) {
        return jdbc.sql("select * from container where reference = :reference and number = :number")
                .param("reference", key.reference().value())
                .param("number", key.number())
                .query(Containers::container)
                .optional();
    }

    /** Adds a container; a refused one with its number or its seal was this one, and is described anew. */
    void add(Reference reference, ManifestLine line, Receipt receipt, String actor) {
        jdbc.sql(
                        """
                delete from container where reference = :reference and refused_on is not null
                and (number = :number or seal = :seal)""")
                .param("reference", reference.value())
                .param("number", line.number())
                .param("seal", line.seal())
                .update();
        jdbc.sql(
                        """
                insert into container (reference, number, seal, their_label, condition, recovery_site, effects, received_on,
                    received_at_place, handed_over_by, received_by)
                values (:reference, :number, :seal, :label, :condition, :site, :effects, :on, :place, :handedOverBy, :actor)""")
                .param("reference", reference.value())
                .param("number", line.number())
                .param("seal", line.seal())
                .param("label", line.theirLabel())
                .param("condition", line.condition())
                .param("site", line.recoverySite())
                .param("effects", line.effects())
                .param("on", receipt.on())
                .param("place", receipt.place().name())
                .param("handedOverBy", receipt.handedOverBy())
                .param("actor", actor)
                .update();
    }

    void witnessed(Reference reference, String actor, LocalDate on) {
        jdbc.sql(
                        """
                update container set witnessed_by = :actor, witnessed_on = :on
                where reference = :reference and refused_on is null and witnessed_by is null""")
                .param("actor", actor)
                .param("on", on)
                .param("reference", reference.value())
                .update();
    }

    void refused(ItemKey container, LocalDate on) {
        jdbc.sql(
                        """
                update container set refused_on = :on
                where reference = :reference and number = :number and refused_on is null and witnessed_by is null""")
                .param("on", on)
                .param("reference", container.reference().value())
                .param("number", container.number())
                .update();
    }

    void reviewed(Reference reference, FieldReview review, String actor, LocalDate on) {
        jdbc.sql(
                        """
                update container set human = :human, review_condition = :condition, review_effects = :effects, anomaly = :anomaly,
                    reviewed_by = :actor, reviewed_on = :on
                where reference = :reference and number = :number""")
                .param("human", review.human().name())
                .param("condition", review.condition())
                .param("effects", review.effects())
                .param("anomaly", review.anomaly())
                .param("actor", actor)
                .param("on", on)
                .param("reference", reference.value())
                .param("number", review.number())
                .update();
    }

    void recased(Reference reference, Recasing recasing, String actor, LocalDate on) {
        jdbc.sql(
                        """
                update container set transfer_case = :transferCase, seal_out = :sealOut, seal_in = :sealIn, recased_by = :actor,
                    recased_on = :on
                where reference = :reference and number = :number""")
                .param("transferCase", recasing.transferCase())
                .param("sealOut", recasing.sealOut())
                .param("sealIn", recasing.sealIn())
                .param("actor", actor)
                .param("on", on)
                .param("reference", reference.value())
                .param("number", recasing.number())
                .update();
    }

    private static Container container(ResultSet row, int number) throws SQLException {
        String human = row.getString("human");
        return new Container(
                new Reference(row.getString("reference")).item(row.getString("number")),
                row.getString("seal"),
                row.getString("their_label"),
                row.getString("condition"),
                row.getString("recovery_site"),
                row.getString("effects"),
                date(row, "received_on"),
                Place.valueOf(row.getString("received_at_place")),
                row.getString("handed_over_by"),
                row.getString("received_by"),
                row.getString("witnessed_by"),
                date(row, "witnessed_on"),
                date(row, "refused_on"),
                human == null ? null : Container.Human.valueOf(human),
                row.getString("anomaly"),
                row.getString("reviewed_by"),
                date(row, "reviewed_on"),
                row.getString("transfer_case"),
                row.getString("seal_in"),
                row.getString("recased_by"),
                date(row, "recased_on"));
    }

    private static LocalDate date(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }
}
