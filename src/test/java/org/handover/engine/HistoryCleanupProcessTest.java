package org.handover.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.handover.account.Accounts;
import org.handover.custody.Canonical;
import org.handover.export.Dossiers;
import org.handover.fixture.Accession;
import org.handover.fixture.Crowd;
import org.handover.fixture.InProcess;
import org.handover.fixture.Routine;
import org.handover.process.ProcessTest;
import org.handover.seal.Seals;
import org.handover.security.Groups;
import org.handover.security.Reader;
import org.handover.verify.Verify;
import org.handover.vocabulary.RecordClock;
import org.handover.vocabulary.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the engine forgets of a handover that ended, nobody misses. */
@ProcessTest
class HistoryCleanupProcessTest {

    private static final List<String> HISTORY = List.of(
            "act_hi_procinst.proc_inst_id_",
            "act_hi_actinst.proc_inst_id_",
            "act_hi_taskinst.proc_inst_id_",
            "act_hi_varinst.proc_inst_id_",
            "act_hi_detail.proc_inst_id_",
            "act_hi_job_log.process_instance_id_",
            "act_hi_op_log.proc_inst_id_",
            "act_hi_incident.proc_inst_id_");

    @Autowired
    private ApplicationContext application;

    @Autowired
    private JdbcClient jdbc;

    private void play(Routine routine, String until) {
        var crowd = new Crowd(jdbc, new InProcess(application), 1, each -> application
                .getBean(Workbench.class)
                .settle(each.reference()));
        crowd.start(routine);
        if (until == null) {
            crowd.toTheEnd(routine);
        } else {
            crowd.until(routine, until);
        }
    }

    /** How many rows of history, by table: of what is within a handover. */
    private Map<String, Integer> within(List<String> instances) {
        var rows = new TreeMap<String, Integer>();
        for (String each : HISTORY) {
            String[] column = each.split("[.]");
            rows.put(
                    each,
                    jdbc.sql("select count(*) from %s where %s in (:instances)".formatted(column[0], column[1]))
                            .param("instances", instances)
                            .query(Integer.class)
                            .single());
        }
        return rows;
    }

    private List<String> instances(String condition, String reference) {
        return jdbc.sql("select id_ from act_hi_procinst where business_key_ " + condition)
                .param("reference", reference)
                .query(String.class)
                .list();
    }

    /** At a moment that is the same each time: a count says of when it is. */
    private Map<String, Object> shown(Reference handover) {
        return application.getBean(RecordClock.class).at(Instant.parse("2030-01-01T00:00:00Z"), () -> {
            try {
                return shownNow(handover);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private Map<String, Object> shownNow(Reference handover) throws IOException {
        var shown = new TreeMap<String, Object>();
        shown.put("account", application.getBean(Accounts.class).take(handover));
        shown.put("chains", application.getBean(Seals.class).verify(handover));
        shown.put("road", application.getBean(Road.class).of(handover).orElseThrow());
        shown.put(
                "diagram",
                application.getBean(Road.class).model(handover, id -> null).orElseThrow());
        shown.put("end", application.getBean(HandoverSteps.class).ended(List.of(handover.value())));
        var zip = new ZipInputStream(new ByteArrayInputStream(dossier(handover)));
        for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            String hash = HexFormat.of().formatHex(Canonical.sha256().digest(zip.readAllBytes()));
            // The manifest says when it was made.
            if (!entry.getName().equals("manifest.json")) {
                shown.put("dossier/" + entry.getName(), hash);
            }
        }
        return shown;
    }

    private byte[] dossier(Reference handover) throws IOException {
        var out = new ByteArrayOutputStream();
        application
                .getBean(Dossiers.class)
                .dossier(handover, new Reader("lab-managers-1", Set.of(Groups.LAB_MANAGERS)), out);
        return out.toByteArray();
    }

    @Test
    void whatEndedIsForgotten_andNothingOfTheRecordChanges(@TempDir Path folder) throws Exception {
        var ended = new Reference("OLD-2009-01");
        var open = new Reference("OLD-2009-02");
        play(new Routine(ended.value(), new Accession(5, 10, 1953), true), null);
        play(new Routine(open.value(), new Accession(5, 10, 1954), true), "ResegregateRemains");
        List<String> cases = instances("like :reference || '/%'", ended.value());
        List<String> whole = instances("= :reference", open.value());
        assertThat(cases).hasSize(5 + 10);
        assertThat(within(cases).values()).filteredOn(rows -> rows > 0).hasSizeGreaterThan(6);
        Map<String, Object> before = shown(ended);
        Map<String, Integer> running = within(whole);

        var cleanup = application.getBean(HistoryCleanup.class);
        Instant later = Instant.now().plusSeconds(60);
        while (cleanup.removeBatch(later) > 0) {
            assertThat(Instant.now()).isBefore(later.plusSeconds(60));
        }

        assertThat(within(cases).values())
                .as("rows of history: " + within(cases))
                .allMatch(rows -> rows == 0);
        assertThat(jdbc.sql(
                                "select count(*) from act_hi_identitylink where task_id_ not in (select id_ from act_hi_taskinst)")
                        .query(Integer.class)
                        .single())
                .as("who could do tasks that are forgotten")
                .isZero();
        assertThat(shown(ended)).isEqualTo(before);
        assertThat(within(whole)).as("of a handover that runs").isEqualTo(running);
        Path file = Files.write(folder.resolve("dossier.zip"), dossier(ended));
        assertThat(Verify.run(new String[] {Verify.COMMAND, file.toString()}, System.out))
                .isZero();
    }
}
