package org.handover.flight;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.handover.vocabulary.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of the legs. */
@Repository
class Legs {

    private final JdbcClient jdbc;

    Legs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Leg> of(Reference reference) {
        return jdbc.sql("select * from flight_leg where reference = :reference order by leg")
                .param("reference", reference.value())
                .query(Legs::leg)
                .list();
    }

    void add(Reference reference, int number, Leg leg, String actor) {
        jdbc.sql(
                        """
                insert into flight_leg (reference, leg, from_airfield, to_airfield, aircraft, mission_number, depart_on, planned_by)
                values (:reference, :leg, :from, :to, :aircraft, :mission, :on, :actor)""")
                .param("reference", reference.value())
                .param("leg", number)
                .param("from", leg.from().name())
                .param("to", leg.to().name())
                .param("aircraft", leg.aircraft())
                .param("mission", leg.missionNumber())
                .param("on", leg.departOn())
                .param("actor", actor)
                .update();
    }

    void departed(Reference reference, int number, FlightReport report, String actor) {
        jdbc.sql(
                        """
                update flight_leg set departed_at = :at, departed_from = :airfield, cases_on = :cases, departure_by = :actor
                where reference = :reference and leg = :leg""")
                .param("at", report.at().atOffset(ZoneOffset.UTC))
                .param("airfield", report.airfield().name())
                .param("cases", report.cases())
                .param("actor", actor)
                .param("reference", reference.value())
                .param("leg", number)
                .update();
    }

    void arrived(Reference reference, int number, FlightReport report, String actor) {
        jdbc.sql(
                        """
                update flight_leg set arrived_at = :at, arrived_airfield = :airfield, cases_off = :cases, arrival_by = :actor
                where reference = :reference and leg = :leg""")
                .param("at", report.at().atOffset(ZoneOffset.UTC))
                .param("airfield", report.airfield().name())
                .param("cases", report.cases())
                .param("actor", actor)
                .param("reference", reference.value())
                .param("leg", number)
                .update();
    }

    Set<String> escorts(Reference reference) {
        var escorts = new HashSet<String>();
        jdbc.sql("select departure_by, arrival_by from flight_leg where reference = :reference")
                .param("reference", reference.value())
                .query(row -> {
                    escorts.add(row.getString("departure_by"));
                    escorts.add(row.getString("arrival_by"));
                });
        escorts.remove(null);
        return escorts;
    }

    private static Leg leg(ResultSet row, int number) throws SQLException {
        String landedAt = row.getString("arrived_airfield");
        return new Leg(
                row.getInt("leg"),
                Airfield.valueOf(row.getString("from_airfield")),
                Airfield.valueOf(row.getString("to_airfield")),
                row.getString("aircraft"),
                row.getString("mission_number"),
                row.getObject("depart_on", LocalDate.class),
                instant(row, "departed_at"),
                row.getObject("cases_on", Integer.class),
                instant(row, "arrived_at"),
                landedAt == null ? null : Airfield.valueOf(landedAt));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
