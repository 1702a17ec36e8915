package org.handover.engine;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.handover.vocabulary.ItemKey;
import org.handover.vocabulary.Reference;

/** The business key of an instance: our own reference, given by the caller or in the start form, which has no other way to give one. */
public final class BusinessKey {

    private static final String FIELD = "businessKey";

    private BusinessKey() {}

    /** The key the instance was started with, or the one in the form; null when there is none. */
    public static String given(DelegateExecution execution, Input in) {
        String inForm = in.optionalText(FIELD, 120);
        String ofInstance = execution.getProcessBusinessKey();
        if (inForm != null && ofInstance != null && !inForm.equals(ofInstance)) {
            in.problem(
                    FIELD,
                    "'%s' is not the business key %s of the instance; give one of them".formatted(inForm, ofInstance));
        }
        return ofInstance == null ? inForm : ofInstance;
    }

    /** Sets the key, and its parts as variables, so that forms and queries can use them. */
    public static void set(DelegateExecution execution, String businessKey) {
        execution.setProcessBusinessKey(businessKey);
        setParts(execution, businessKey);
    }

    static void setParts(DelegateExecution execution, String businessKey) {
        execution.setVariable(
                ProcessVariables.REFERENCE, Reference.of(businessKey).value());
        if (businessKey.contains("/")) {
            execution.setVariable(
                    ProcessVariables.ITEM, ItemKey.parse(businessKey).number());
        }
    }
}
