package org.handover.proof;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.camunda.bpm.engine.ProcessEngine;
import org.handover.engine.Workbench;
import org.handover.process.CoverageRecorder;
import org.handover.process.LaboratoryStory;
import org.handover.process.Story;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What is walked, with its bounds. The first two walks are the whole of a handover of one container with one specimen, and of a case with two rounds; each of
 * the others is of something beside them that would multiply their states, by itself.
 */
final class Walks {

    private static final Instant TODAY = Instant.parse("2018-10-01T22:00:00Z");

    private final ApplicationContext context;
    private final JdbcClient jdbc;
    private final Consumer<Runnable> doing;

    private Walks(ApplicationContext context, Consumer<Runnable> doing) {
        this.context = context;
        this.jdbc = context.getBean(JdbcClient.class);
        this.doing = doing;
    }

    /** Of the models as they are. */
    static Walks of(ApplicationContext context) {
        return new Walks(context, CoverageRecorder::walk);
    }

    /** Of models with a fault, whose elements are not walked by that. */
    static Walks ofMutants(ApplicationContext context) {
        return new Walks(context, Runnable::run);
    }

    /**
     * From the pledge to every end. The talks name no number; there is no joint recovery, no further find and no regrouping, and a case goes the shortest
     * way and is not opened again.
     */
    StateSpace.Walked handover() {
        Story story = story();
        return walk(
                story.reference(),
                () -> doing.accept(story::pledged),
                new HandoverActs(jdbc).of(story.reference()),
                HandoverActs.RECORD);
    }

    /** From talks that agreed on three sets until what became of a missing container is clear. */
    StateSpace.Walked missingOnes() {
        Story story = story();
        return walk(
                story.reference(),
                () -> story.transferDue("agreedSets", 3),
                HandoverActs.ofMissingOnes(),
                HandoverActs.RECORD,
                "C-01");
    }

    /** A joint recovery beside a handover that is left when its talks have agreed. */
    StateSpace.Walked recovery() {
        Story story = story();
        return walk(
                story.reference(),
                () -> story.pledged().staged().scheduled("2018-07-16"),
                HandoverActs.ofARecovery(),
                HandoverActs.RECORD,
                "C-01");
    }

    /** One further find while the case of the only individual goes the shortest way. */
    StateSpace.Walked furtherFind() {
        return laboratory(HandoverActs.ofAFurtherFind());
    }

    /** One regrouping while the case of the only individual goes the shortest way. */
    StateSpace.Walked regrouping() {
        return laboratory(HandoverActs.ofARegrouping());
    }

    private StateSpace.Walked laboratory(Acts acts) {
        LaboratoryStory story = new LaboratoryStory(context);
        return walk(
                story.reference(),
                () -> group(
                        story, LaboratoryStory.link("I-001", "C-01", "1"), LaboratoryStory.link("I-001", "C-01", "2")),
                acts,
                HandoverActs.RECORD);
    }

    /** One case beside another one that rests. */
    StateSpace.Walked aCase(Acts acts) {
        return aCase(reference -> acts);
    }

    /** @param acts of the handover with that reference */
    StateSpace.Walked aCase(Function<String, Acts> acts) {
        LaboratoryStory story = new LaboratoryStory(context);
        return walk(
                story.reference(),
                () -> groupInTwo(story),
                acts.apply(story.reference()),
                CaseActs.RECORD,
                "I-002",
                "C-01");
    }

    /** The first of two individuals has a candidate. */
    private void groupInTwo(LaboratoryStory story) {
        candidate();
        group(story, LaboratoryStory.link(CaseActs.CASE, "C-01", "1"), LaboratoryStory.link("I-002", "C-01", "2"));
    }

    /** Later remains of somebody who is at home, and whose family elected not to be told of them. */
    StateSpace.Walked laterRemains() {
        LaboratoryStory story = new LaboratoryStory(context);
        return walk(
                story.reference(),
                () -> {
                    groupInTwo(story);
                    story.identified(CaseActs.CASE, CaseActs.PERSON)
                            .told(CaseActs.CASE)
                            .named(CaseActs.CASE)
                            .returned(CaseActs.CASE, "WITHOUT_NOTICE")
                            .settle();
                },
                CaseActs.ofLaterRemains(story.reference()),
                CaseActs.RECORD,
                "I-002",
                "C-01");
    }

    /** The notice about an object, beside a handover that rests. */
    StateSpace.Walked notice() {
        LaboratoryStory story = new LaboratoryStory(context);
        return walk(
                story.reference(),
                () -> {
                    candidate();
                    story.arrived("C-01")
                            .examined("C-01", List.of(LaboratoryStory.object("E-01", "Button")))
                            .on("2018-09-10");
                    doing.accept(() ->
                            story.traced("C-01/E-01", "historians-1", "object", "Button", "person", CaseActs.PERSON));
                },
                CaseActs.ofANotice().leave("ResegregateRemains"),
                List.of("select distinct outcome from notice where subject like :reference || '/C-01/E-01%'"),
                "C-01");
    }

    private Story story() {
        return new Story(context.getBean(ProcessEngine.class), context.getBean(Workbench.class), jdbc);
    }

    private void candidate() {
        jdbc.sql("insert into person (id, registered_by) values (?, 'historians-1')")
                .param(CaseActs.PERSON)
                .update();
    }

    @SafeVarargs
    private static void group(LaboratoryStory story, Map<String, Object>... links) {
        story.arrived("C-01")
                .examined(
                        "C-01",
                        List.of(
                                LaboratoryStory.bone("1", "cranium", "MIDLINE", 100),
                                LaboratoryStory.bone("2", "femur", "LEFT", 100),
                                LaboratoryStory.bone("3", "humerus", "LEFT", 100),
                                LaboratoryStory.bone("4", "tibia", "LEFT", 100)))
                .on("2018-09-10")
                .grouped(List.of(links))
                .accepted()
                .settle();
    }

    private StateSpace.Walked walk(
            String reference, Runnable beginning, Acts acts, List<String> record, String... left) {
        var world = new EngineWorld(context, reference, acts, record, Set.of(left), TODAY, doing);
        return StateSpace.walk(context.getBean(TransactionTemplate.class), beginning, world);
    }
}
