package org.handover.reading;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.handover.vocabulary.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * DNA tests of open cases that no relative can be compared with: a report names a candidate whom no report excludes, and no reference
 * sample with consent informs the marker. It ends by itself when such a sample comes, or a result that says more than inconclusive.
 */
@Component
public class MissingReferences {

    private static final String FROM =
            """
             from sample s
            join individual i on i.reference = s.reference and i.number = s.individual and i.cycle = s.cycle and i.case_state = 'OPEN'
            join evidence e on e.reference = s.reference and e.individual = s.individual and e.cycle = s.cycle
                and e.candidate is not null
            where not exists (select 1 from evidence x where x.reference = e.reference and x.individual = e.individual
                    and x.cycle = e.cycle and x.candidate = e.candidate and x.finding = 'EXCLUDES')
                and not exists (select 1 from evidence r where r.reference = s.reference and r.individual = s.individual
                    and r.sample = s.number and r.finding <> 'INCONCLUSIVE')
                and not exists (select 1 from reference_sample f join reference_marker m on m.sample_id = f.id
                    left join reference_withdrawal w on w.sample_id = f.id
                    where f.person = e.candidate and m.marker = s.test and w.sample_id is null)""";

    private final JdbcClient jdbc;

    MissingReferences(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A reference sample that is needed.
     *
     * @param individual key of an individual whose case waits for it, e.g. {@code KOR-2018-01/I-012}
     * @param test which marker it is to inform
     * @param person id of the missing person whose relatives can give it
     */
    public record Missing(String individual, String test, String person) {}

    /** What cases of a handover wait for, by the number of the individual, each by test. */
    Map<String, List<CaseFile.MissingReference>> of(Reference handover, Collection<String> individuals) {
        var missing = new HashMap<String, List<CaseFile.MissingReference>>();
        jdbc.sql(
                        "select distinct s.individual, s.test, e.candidate" + FROM
                                + " and s.reference = :reference and s.individual in (:individuals) order by s.individual, s.test, e.candidate")
                .param("reference", handover.value())
                .param("individuals", individuals)
                .query(row -> {
                    missing.computeIfAbsent(row.getString("individual"), it -> new ArrayList<>())
                            .add(new CaseFile.MissingReference(row.getString("test"), row.getString("candidate")));
                });
        return missing;
    }

    /**
     * How many individuals wait for a reference, by test; a test without any is left out.
     *
     * @param handover null for all
     */
    Map<String, Integer> byTest(Reference handover) {
        var statement =
                jdbc.sql("select test, count(*) as waiting from (select distinct s.test, s.reference, s.individual"
                        + FROM + (handover == null ? "" : " and s.reference = :reference") + ") missing group by test");
        return (handover == null ? statement : statement.param("reference", handover.value()))
                .query((row, line) -> Map.entry(row.getString("test"), row.getInt("waiting"))).list().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Whose relatives are to be asked for what, of all handovers. How many there are comes with the rows, but for a page beyond the last. */
    public Page.Of<Missing> list(Page page) {
        String all = "(select distinct s.reference, s.individual, s.test, e.candidate" + FROM + ") missing";
        var total = new AtomicInteger();
        List<Missing> rows = jdbc.sql(
                        "select missing.*, count(*) over () as total from " + all
                                + " order by candidate, test, reference, individual offset :skip rows fetch first :size rows only")
                .param("skip", page.offset())
                .param("size", page.size())
                .query((row, line) -> {
                    total.set(row.getInt("total"));
                    return new Missing(
                            row.getString("reference") + "/" + row.getString("individual"),
                            row.getString("test"),
                            row.getString("candidate"));
                })
                .list();
        if (rows.isEmpty() && page.offset() > 0) {
            total.set(
                    jdbc.sql("select count(*) from " + all).query(Integer.class).single());
        }
        return new Page.Of<>(rows, total.get(), page);
    }
}
