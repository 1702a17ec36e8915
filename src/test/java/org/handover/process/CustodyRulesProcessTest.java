package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.handover.custody.Act;
import org.handover.custody.Custody;
import org.handover.custody.CustodyEvent;
import org.handover.custody.Handling;
import org.handover.custody.Holder;
import org.handover.engine.Workbench;
import org.handover.transfer.Transfer;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rules of custody, on the road from the counterparty to Hickam. */
@ProcessTest
class CustodyRulesProcessTest {

    private static final Holder DPRK = Holder.counterparty("DPRK");
    private static final Holder ESCORT = Holder.airlift("RCH-801");

    @Autowired
    private Custody custody;

    @Autowired
    private Transfer transfer;

    @Autowired
    private JdbcClient jdbc;

    private Story story;
    private Reference reference;
    private ItemKey item;

    @BeforeEach
    void story(@Autowired ProcessEngine engine, @Autowired Workbench workbench) {
        story = new Story(engine, workbench, jdbc);
        reference = new Reference(story.reference());
        item = reference.item("C-01");
    }

    private static Handling on(LocalDate day) {
        return Handling.on(day, Place.HICKAM.zone(), "HICKAM", "Somebody", "Somebody else", "A test");
    }

    @Test
    @DisplayName("C1 every container has exactly one holder at every moment after its receipt")
    void oneHolder() {
        story.atLaboratory(3);

        assertThat(transfer.keys(reference)).hasSize(3).allSatisfy(container -> assertThat(custody.holder(container))
                .contains(ESCORT));
        assertThatThrownBy(() -> jdbc.sql(
                                """
                        insert into custody_event (item, seq, reference, from_holder, to_holder, at, place, released_by, received_by,
                            reason, act, prev_seq, prev_hash, prev_at, hash)
                        select item, seq, reference, from_holder, 'SOMEBODY', at, place, released_by, received_by, reason, act,
                            prev_seq, prev_hash, prev_at, 'x' from custody_event where item = ? and seq = 1""")
                        .param(item.toString())
                        .update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    @DisplayName("C2 custody has no gap: each act begins with the holder, and not before the time, of the act before")
    void noGap() {
        story.atLaboratory(1);

        List<CustodyEvent> events = custody.events(item);
        assertThat(events)
                .extracting(CustodyEvent::act, CustodyEvent::from, CustodyEvent::to, CustodyEvent::place)
                .containsExactly(
                        tuple(Act.TRANSFERRED, DPRK, Holder.UNC, "WONSAN"),
                        tuple(Act.MOVED, Holder.UNC, Holder.UNC, "OSAN"),
                        tuple(Act.RECASED, Holder.UNC, Holder.UNC, "OSAN"),
                        tuple(Act.TRANSFERRED, Holder.UNC, ESCORT, "OSAN"),
                        tuple(Act.MOVED, ESCORT, ESCORT, "HICKAM"));
        for (int i = 1; i < events.size(); i++) {
            assertThat(events.get(i).at()).isAfterOrEqualTo(events.get(i - 1).at());
            assertThat(events.get(i).previousHash()).isEqualTo(events.get(i - 1).hash());
        }
        assertThatThrownBy(
                        () -> custody.transfer(List.of(item), ESCORT, Holder.LABORATORY, on(LocalDate.of(2018, 7, 31))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("is before its last custody event");
    }

    @Test
    @DisplayName("C3 only the holder releases, and never to itself")
    void onlyTheHolderReleases() {
        story.atLaboratory(1);

        assertThatThrownBy(() ->
                        custody.transfer(List.of(item), Holder.UNC, Holder.LABORATORY, on(LocalDate.of(2018, 8, 2))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("the holder is AIRLIFT:RCH-801, so UNC cannot release it");
        assertThatThrownBy(() -> custody.transfer(List.of(item), ESCORT, ESCORT, on(LocalDate.of(2018, 8, 2))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("cannot release to itself");
        assertThat(custody.events(item)).hasSize(5);
    }

    @Test
    @DisplayName("C4 the database refuses to change or delete a custody event")
    void onlyAdded() {
        story.transferDue().received(1);

        assertThatThrownBy(() -> jdbc.sql("update custody_event set to_holder = 'SOMEBODY' where item = ?")
                        .param(item.toString())
                        .update())
                .hasStackTraceContaining("custody_event is append-only");
        assertThatThrownBy(() -> jdbc.sql("delete from custody_event where item = ?")
                        .param(item.toString())
                        .update())
                .hasStackTraceContaining("custody_event is append-only");
        assertThat(custody.verify(reference).intact()).isTrue();
    }

    @Test
    @DisplayName("C2 a node whose clock went back refuses what would come before; with the right time it is done")
    void clockThatWentBack_refusesTheAct_untilItIsRight(@Autowired ApplicationContext context) {
        var laboratory = new LaboratoryStory(context).fromThePledge(1);

        laboratory
                .on("2018-07-31")
                .refuses(
                        () -> laboratory.completeAt(
                                "C-01", "evidence-coordinators-1", "AccessionContainer", "sealIntact", "yes"),
                        "2018-07-31",
                        "2018-08-01");
        laboratory.on("2018-08-02").accessioned("C-01");

        assertThat(laboratory.holder("C-01")).isEqualTo("LABORATORY");
        assertThat(custody.verify(new Reference(laboratory.reference())).intact())
                .isTrue();
    }
}
