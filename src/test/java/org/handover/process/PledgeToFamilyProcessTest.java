package org.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.init;
import static org.handover.process.LaboratoryStory.bone;
import static org.handover.process.LaboratoryStory.link;
import static org.handover.process.LaboratoryStory.object;
import static org.handover.process.LaboratoryStory.row;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.handover.custody.Custody;
import org.handover.custody.CustodyEvent;
import org.handover.vocabulary.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@ProcessTest
class PledgeToFamilyProcessTest {

    private LaboratoryStory story;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Custody custody;

    @BeforeEach
    void begin(@Autowired ProcessEngine engine, @Autowired ApplicationContext context) {
        init(engine);
        story = new LaboratoryStory(context).fromThePledge(3).on("2018-08-02");
    }

    @Test
    void fromThePledge_throughTheLaboratory_toTheFamily() {
        assertThat(story.story().phase()).isEqualTo("IDENTIFICATION");
        everySpecimenIsInOnePlace();
        for (String container : List.of("C-01", "C-02", "C-03")) {
            story.accessioned(container);
        }
        story.on("2018-09-05")
                .inventoried(
                        "C-01",
                        List.of(
                                bone("1", "cranium", null, 480),
                                bone("2", "femur", "LEFT", 310),
                                object("3", "Identification tag"),
                                row("designator", "4", "kind", "FRAGMENT", "human", "no")))
                .inventoried("C-02", List.of(bone("1", "femur", "RIGHT", 305), bone("2", "femur", "LEFT", 290)))
                .inventoried("C-03", List.of());
        everySpecimenIsInOnePlace();
        assertThat(story.instance()).isWaitingAt("ResegregateRemains");

        story.on("2018-09-10")
                .grouped(List.of(
                        link("I-001", "C-01", "1"),
                        link("I-001", "C-01", "2"),
                        link("I-001", "C-02", "1"),
                        link("I-002", "C-02", "2")))
                .accepted()
                .settle()
                .on("2018-09-12")
                .goneHome("I-001", story.reference() + "-P1")
                .on("2018-10-01");
        everySpecimenIsInOnePlace();
        story.retained("I-002");
        everySpecimenIsInOnePlace();

        assertThat(story.instance()).isWaitingAt("SettleNonHuman");
        story.complete("lab-managers-1", "SettleNonHuman", "settlement", "STAY", "storage", "Shelf 40")
                .complete("evidence-coordinators-1", "WitnessSettlement", "witnessed", "yes");
        assertThat(story.instance()).isWaitingAt("CloseAccount");
        assertThat(custody.verify(new Reference(story.reference())).intact()).isTrue();
        assertThat(custody.events(story.key("C-02/1")))
                .extracting(event -> event.to().value())
                .containsExactly("LABORATORY", "FAMILY:" + story.reference() + "-P1");
        assertThat(custody.events(story.key("C-02")))
                .extracting(CustodyEvent::to)
                .extracting(Object::toString)
                .containsSubsequence("UNC", "AIRLIFT:RCH-801", "LABORATORY");
    }

    /** What people submitted and whom it is about has no place in a log, however much is logged. */
    @Test
    void nobodysName_kin_orReport_isInTheLog() {
        var everything = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        var own = (Logger) LoggerFactory.getLogger("org.handover");
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        everything.addAppender(lines);
        own.setLevel(Level.DEBUG);
        try {
            own.debug("From here on");
            fromThePledge_throughTheLaboratory_toTheFamily();
        } finally {
            own.setLevel(null);
            everything.detachAppender(lines);
        }

        List<String> secret = jdbc
                .sql(
                        """
                select id from person union select name from person union select recipient from notice
                union select remarks from notice union select report from evidence union select reason from decision
                union select received_by from family_receipt""")
                .query(String.class)
                .list()
                .stream()
                .filter(text -> text != null && text.length() > 3)
                .toList();
        assertThat(secret).hasSizeGreaterThan(5);
        assertThat(lines.list).isNotEmpty().allSatisfy(line -> assertThat(line.getFormattedMessage()
                        + line.getMDCPropertyMap()
                        + (line.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(line.getThrowableProxy())))
                .doesNotContain(secret));
    }

    @Test
    @DisplayName("W21 the laboratory goes on while nobody talks any more: a statement changes nothing in it")
    void theLaboratoryDoesNotWaitForTheTalks() {
        story.send(
                        "negotiators-1",
                        "StatementMade",
                        "speaker",
                        "The counterparty",
                        "kind",
                        "DECLARED",
                        "saidOn",
                        "2018-08-02",
                        "text",
                        "There will be no more talks")
                .accessioned("C-01");

        assertThat(story.open("C-01")).containsExactly("InventoryContainer");
    }

    /** Rule N5: assigned, unassigned, not human, objects, used up and handed over do not overlap, and are all there is. */
    private void everySpecimenIsInOnePlace() {
        assertThat(jdbc.sql(
                                """
                        select count(*) from specimen s join individual_specimen l on l.reference = s.reference
                        and l.container = s.container and l.designator = s.designator and l.active = 1
                        where s.reference = ? and (s.kind = 'MATERIAL_EVIDENCE' or s.human in ('NO', 'NOT_APPLICABLE'))""")
                        .param(story.reference())
                        .query(Integer.class)
                        .single())
                .as("objects and non-human remains put to an individual")
                .isZero();
        List<String> specimens = jdbc.sql(
                        "select reference || '/' || container || '/' || designator from specimen where reference = ?")
                .param(story.reference())
                .query(String.class)
                .list();
        List<String> held = custody.events(new Reference(story.reference())).stream()
                .filter(event -> event.sequence() == 1)
                .map(CustodyEvent::item)
                .filter(item -> item.matches(".*/C-\\d+/.*"))
                .toList();
        assertThat(held).as("specimens in the ledger, each once").containsExactlyInAnyOrderElementsOf(specimens);
    }
}
