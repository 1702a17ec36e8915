package org.handover.crash;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.task.Task;
import org.handover.engine.Workbench;
import org.handover.fixture.WholeHandover;
import org.handover.fixture.WholeHandover.Act;
import org.handover.vocabulary.Place;
import org.handover.vocabulary.RecordClock;

/** The people of one handover, from the pledge to the end. Whoever gets no answer does the same again once the application is back. */
final class Player {

    private final Installation installation;
    private final String reference;

    Player(Installation installation, String reference) {
        this.installation = installation;
        this.reference = reference;
    }

    /** Plays to the end, through every death of the application. */
    void play() {
        List<Act> acts = WholeHandover.acts(reference);
        untilAnswered(acts.get(0).day(), this::pledge);
        untilAnswered(acts.get(0).day(), this::offer);
        settle(acts.get(0).day());
        for (Act act : acts) {
            String[] task = new String[1];
            untilAnswered(act.day(), () -> complete(act, task));
            settle(act.day());
        }
    }

    /** Does what is open, wherever the handover stands, until nothing is. */
    void finish() {
        settle(WholeHandover.LAST);
        for (List<Task> open = open(); !open.isEmpty(); open = open()) {
            Map<String, String> tasks = open.stream()
                    .collect(Collectors.toMap(
                            task -> businessKey(task) + " " + task.getTaskDefinitionKey(), Task::getId));
            Act act = WholeHandover.acts(reference).stream()
                    .filter(it -> tasks.containsKey(it.businessKey(reference) + " " + it.element()))
                    .findFirst()
                    .orElseThrow();
            String task = tasks.get(act.businessKey(reference) + " " + act.element());
            untilAnswered(act.day(), () -> complete(act, new String[] {task}));
            settle(act.day());
        }
    }

    private List<Task> open() {
        return installation
                .get(TaskService.class)
                .createTaskQuery()
                .processInstanceBusinessKeyLike(reference + "%")
                .list();
    }

    private String businessKey(Task task) {
        return installation
                .get(RuntimeService.class)
                .createProcessInstanceQuery()
                .processInstanceId(task.getProcessInstanceId())
                .singleResult()
                .getBusinessKey();
    }

    private void pledge() {
        as(WholeHandover.PLEDGED_BY, () -> installation
                .get(RuntimeService.class)
                .startProcessInstanceByKey("handover", reference, WholeHandover.PLEDGE));
    }

    private void offer() {
        as(WholeHandover.OFFERED_BY, () -> installation
                .get(RuntimeService.class)
                .createMessageCorrelation("StatementMade")
                .processInstanceBusinessKey(reference)
                .setVariables(WholeHandover.OFFER)
                .correlate());
    }

    /** @param seen the task that the person has open, once found */
    private void complete(Act act, String[] seen) {
        TaskService tasks = installation.get(TaskService.class);
        if (seen[0] == null) {
            List<Task> open = tasks.createTaskQuery()
                    .processInstanceBusinessKey(act.businessKey(reference))
                    .taskDefinitionKey(act.element())
                    .list();
            if (open.size() != 1) {
                throw new AssertionError("%d tasks %s of %s".formatted(open.size(), act.element(), act.item()));
            }
            seen[0] = open.get(0).getId();
        }
        as(act.user(), () -> tasks.complete(seen[0], act.values()));
    }

    private void as(String user, Runnable act) {
        IdentityService identity = installation.get(IdentityService.class);
        identity.setAuthentication(
                user,
                identity.createGroupQuery().groupMember(user).list().stream()
                        .map(Group::getId)
                        .toList());
        try {
            act.run();
        } finally {
            identity.clearAuthentication();
        }
    }

    private void settle(LocalDate day) {
        untilAnswered(day, () -> installation.get(Workbench.class).settle(reference));
    }

    private void untilAnswered(LocalDate day, Runnable act) {
        for (boolean answered = false; !answered; ) {
            try {
                installation
                        .get(RecordClock.class)
                        .at(day.atTime(12, 0).atZone(Place.HICKAM.zone()).toInstant(), () -> {
                            act.run();
                            return null;
                        });
                answered = true;
            } catch (RuntimeException noAnswer) {
                if (!installation.isDead()) {
                    throw noAnswer;
                }
                installation.restart();
            }
        }
    }
}
