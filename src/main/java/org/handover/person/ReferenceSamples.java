package org.handover.person;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.handover.engine.Input;
import org.handover.once.Once;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Service;

/** Family reference samples: given by relatives with consent, taken in by the casualty office. None of it comes into the engine (rule T7). */
@Service
public class ReferenceSamples {

    /** Where the casualty office is. */
    private static final ZoneId ZONE = ZoneId.of("America/New_York");

    private record Given(
            String donor, Kinship kinship, List<Marker> markers, LocalDate consentOn, LocalDate receivedOn) {}

    private final JdbcClient jdbc;
    private final Persons persons;
    private final Once once;
    private final RecordClock clock;

    ReferenceSamples(JdbcClient jdbc, Persons persons, Once once, RecordClock clock) {
        this.jdbc = jdbc;
        this.persons = persons;
        this.once = once;
        this.clock = clock;
    }

    /**
     * Takes in a sample.
     *
     * @param person id of the missing person
     * @param fields {@code donor}, {@code kinship}, {@code markers}, {@code consentOn}, and {@code receivedOn}, today without it
     * @throws Refusal with everything that is wrong, such as a marker that the kinship cannot inform
     */
    public ReferenceSample add(String person, Map<String, Object> fields, String actor) {
        return once(
                once.saying("A reference sample taken in", person, fields, actor, () -> ""),
                person,
                () -> taken(person, fields, actor));
    }

    private ReferenceSample taken(String person, Map<String, Object> fields, String actor) {
        String id = Input.of(Map.of("person", person)).read(in -> in.person("person"));
        Given given = Input.of(fields)
                .read(in -> new Given(
                        in.text("donor", 400),
                        in.choice("kinship", Kinship.class),
                        in.choices("markers", Marker.class),
                        in.date("consentOn"),
                        in.optionalDate("receivedOn")));
        refuseUninformed(given);
        LocalDate received = clock.dayOf("receivedOn", given.receivedOn(), ZONE);
        if (given.consentOn().isAfter(received)) {
            throw new Refusal("consentOn: %s is after the sample was received on %s; consent comes first"
                    .formatted(given.consentOn(), received));
        }
        persons.register(id, actor);
        var key = new GeneratedKeyHolder();
        jdbc.sql(
                        """
                insert into reference_sample (person, donor, kinship, consent_on, received_on, recorded_by)
                values (:person, :donor, :kinship, :consentOn, :receivedOn, :actor)""")
                .param("person", id)
                .param("donor", given.donor())
                .param("kinship", given.kinship().name())
                .param("consentOn", given.consentOn())
                .param("receivedOn", received)
                .param("actor", actor)
                .update(key, "id");
        long sample = key.getKey().longValue();
        given.markers()
                .forEach(marker -> jdbc.sql("insert into reference_marker (sample_id, marker) values (:id, :marker)")
                        .param("id", sample)
                        .param("marker", marker.name())
                        .update());
        return of(id).stream()
                .filter(each -> each.number().equals(number(sample)))
                .findFirst()
                .orElseThrow();
    }

    private static void refuseUninformed(Given given) {
        if (given.markers().isEmpty()) {
            throw new Refusal("markers: is missing; this sample can inform %s"
                    .formatted(words(given.kinship().informs())));
        }
        List<Marker> not = given.markers().stream()
                .filter(marker -> !given.kinship().informs(marker))
                .toList();
        if (!not.isEmpty()) {
            throw new Refusal("markers: %s informs %s, not %s"
                    .formatted(given.kinship(), words(given.kinship().informs()), words(not)));
        }
    }

    private static String words(List<Marker> markers) {
        return markers.stream().map(Marker::name).collect(Collectors.joining(", "));
    }

    /**
     * Records that a donor took the consent back: the sample informs nothing any more.
     *
     * @param fields {@code withdrawnOn}, today without it
     * @throws Refusal when there is no such sample, its consent was taken back before, or the date lies before the consent
     */
    public ReferenceSample withdraw(String person, String number, Map<String, Object> fields, String actor) {
        return once(
                once.saying("A consent withdrawn", person + " " + number, fields, actor, () -> ""),
                person,
                () -> withdrawn(person, number, fields, actor));
    }

    private ReferenceSample once(Once.Key key, String person, Supplier<ReferenceSample> act) {
        return once.alone(key, act, ReferenceSample::number, number -> find(person, number));
    }

    private ReferenceSample withdrawn(String person, String number, Map<String, Object> fields, String actor) {
        ReferenceSample sample = find(person, number);
        LocalDate asked = Input.of(fields).read(in -> in.optionalDate("withdrawnOn"));
        LocalDate day = clock.dayOf("withdrawnOn", asked, ZONE);
        if (sample.withdrawnOn() != null) {
            throw new Refusal("%s: its consent was withdrawn on %s".formatted(number, sample.withdrawnOn()));
        }
        if (day.isBefore(sample.consentOn())) {
            throw new Refusal("withdrawnOn: %s is before the consent of %s".formatted(day, sample.consentOn()));
        }
        jdbc.sql("insert into reference_withdrawal (sample_id, withdrawn_on, recorded_by) values (:id, :on, :actor)")
                .param("id", Long.valueOf(number.substring("FR-".length())))
                .param("on", day)
                .param("actor", actor)
                .update();
        return find(person, number);
    }

    private ReferenceSample find(String person, String number) {
        return of(person).stream()
                .filter(each -> each.number().equals(number))
                .findFirst()
                .orElseThrow(() -> new Refusal("%s has no reference sample %s".formatted(person, number)));
    }

    /** The samples of a person's relatives, in the order in which they were recorded. */
    public List<ReferenceSample> of(String person) {
        return jdbc.sql(
                        """
                select s.*, w.withdrawn_on,
                    (select string_agg(m.marker, ',') from reference_marker m where m.sample_id = s.id) as markers
                from reference_sample s left join reference_withdrawal w on w.sample_id = s.id
                where s.person = :person order by s.id""")
                .param("person", person)
                .query(ReferenceSamples::sample)
                .list();
    }

    private static ReferenceSample sample(ResultSet row, int line) throws SQLException {
        return new ReferenceSample(
                number(row.getLong("id")),
                row.getString("person"),
                row.getString("donor"),
                Kinship.valueOf(row.getString("kinship")),
                Arrays.stream(row.getString("markers").split(","))
                        .map(Marker::valueOf)
                        .sorted()
                        .toList(),
                row.getObject("consent_on", LocalDate.class),
                row.getObject("received_on", LocalDate.class),
                row.getObject("withdrawn_on", LocalDate.class),
                row.getString("recorded_by"));
    }

    private static String number(long id) {
        return "FR-%04d".formatted(id);
    }
}
