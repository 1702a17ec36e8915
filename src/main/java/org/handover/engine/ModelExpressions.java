package org.handover.engine;

import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.BaseDelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.el.Expression;
import org.camunda.bpm.engine.impl.el.JuelExpression;
import org.camunda.bpm.engine.spring.SpringExpressionManager;
import org.springframework.context.ApplicationContext;

/**
 * Expressions of the models, which always run within an instance, and no others. What is evaluated without one comes from a task query or a
 * stored filter, and would run whatever its sender wrote (CVE-2026-109432: the engine's own check does not look into {@code orQueries}).
 */
class ModelExpressions extends SpringExpressionManager {

    ModelExpressions(ApplicationContext context) {
        super(context);
    }

    @Override
    public Expression createExpression(String text) {
        ensureInitialized();
        return new JuelExpression(createValueExpression(text), this, text) {

            @Override
            public Object getValue(VariableScope scope, BaseDelegateExecution execution) {
                if (scope == null) {
                    throw new BadUserRequestException("a query takes values, not expressions");
                }
                return super.getValue(scope, execution);
            }
        };
    }
}
