package org.handover.identification;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.engine.Routing;
import org.handover.vocabulary.ItemKey;
import org.springframework.stereotype.Component;

/** Selects what is examined in this round. */
@Component("selectLinesOfEvidence")
class SelectLinesOfEvidenceListener implements TaskListener {

    private record Selection(List<Line> lines, String remarks) {}

    private final LinesOfEvidence linesOfEvidence;

    SelectLinesOfEvidenceListener(LinesOfEvidence linesOfEvidence) {
        this.linesOfEvidence = linesOfEvidence;
    }

    @Override
    public void notify(DelegateTask task) {
        Selection selection = Input.of(task)
                .read(in -> new Selection(in.choices("linesOfEvidence", Line.class), in.optionalText("remarks", 2000)));

        List<Line> lines = selection.lines();
        linesOfEvidence.select(
                ItemKey.parse(task.getExecution().getProcessBusinessKey()), lines, selection.remarks(), Actor.of(task));

        int dnaTests = (int) lines.stream().filter(Line::isDna).count();
        Routing.of(task)
                .set("lineAnthropology", lines.contains(Line.ANTHROPOLOGY))
                .set("lineOdontology", lines.contains(Line.ODONTOLOGY))
                .set("lineChestRadiograph", lines.contains(Line.CHEST_RADIOGRAPH))
                .set("lineIsotopes", lines.contains(Line.ISOTOPES))
                .set("lineMaterialEvidence", lines.contains(Line.MATERIAL_EVIDENCE))
                .set("lineHistory", lines.contains(Line.HISTORY))
                .set("lineDna", dnaTests > 0)
                .set("dnaTests", dnaTests);
    }
}
