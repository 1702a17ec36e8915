package org.handover.transfer;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.handover.engine.Actor;
import org.handover.engine.Input;
import org.handover.vocabulary.Reference;
import org.handover.vocabulary.Refusal;
import org.springframework.stereotype.Component;

/** Takes custody of every container in the manifest, or of none: a faulty manifest goes back with all its faults. */
@Component("takeCustody")
class TakeCustodyDelegate implements JavaDelegate {

    private static final String MANIFEST_REJECTED = "MANIFEST_REJECTED";

    private record Handed(Receipt receipt, List<ManifestLine> manifest) {}

    private final Transfer transfer;

    TakeCustodyDelegate(Transfer transfer) {
        this.transfer = transfer;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Reference reference = Reference.of(execution.getProcessBusinessKey());
        Handed handed = checked(execution, reference);

        boolean anything = transfer.takeCustody(reference, handed.manifest(), handed.receipt(), Actor.of(execution));

        execution.setVariable("handedOver", anything);
        execution.setVariable("inCustody", anything);
    }

    private Handed checked(DelegateExecution execution, Reference reference) {
        Input input = Input.of(execution);
        try {
            return input.read(in -> {
                Receipt receipt = Receipt.read(in);
                List<ManifestLine> manifest = in.table("manifest", TakeCustodyDelegate::line);
                transfer.checkManifest(
                        reference,
                        manifest.stream().filter(line -> line != null).toList(),
                        receipt);
                return new Handed(receipt, manifest);
            });
        } catch (Refusal refusal) {
            transfer.keepManifest(reference, submitted(input), refusal.problems(), Actor.of(execution));
            throw new BpmnError(MANIFEST_REJECTED, refusal.getMessage());
        }
    }

    /** As it was submitted, for its author to correct; the fields beside the table are right. */
    private static Map<String, Object> submitted(Input input) {
        return Map.of(
                "receivedOn", input.date("receivedOn").toString(),
                "place", input.text("place"),
                "handedOverBy", input.text("handedOverBy"),
                "rows", input.rawTable("manifest"));
    }

    private static ManifestLine line(Input in) {
        return new ManifestLine(
                in.where(),
                in.text("number", 20),
                in.text("seal", 60),
                in.optionalText("theirLabel", 400),
                in.optionalText("condition", 1000),
                in.optionalText("recoverySite", 400),
                in.optionalText("effects", 1000));
    }
}
