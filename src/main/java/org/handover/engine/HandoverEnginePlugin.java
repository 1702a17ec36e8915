package org.handover.engine;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.db.entitymanager.DbEntityManager;
import org.handover.once.Once;
import org.handover.security.Groups;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/**
 * Puts this application's rules into the engine: what it may be told, submissions, refusals, who may complete, whose tasks a filter shows, which
 * expressions run, and ids with dashes.
 */
@Component
class HandoverEnginePlugin extends AbstractProcessEnginePlugin {

    private static final String ID_WITH_DASHES_AND_DOTS = "[a-zA-Z0-9][a-zA-Z0-9.@_-]*";

    private final ApplicationContext context;
    private final HandoverFilters handoverFilters;
    private final WaitingHandovers waiting;
    private final Once once;

    HandoverEnginePlugin(
            ApplicationContext context, HandoverFilters handoverFilters, WaitingHandovers waiting, Once once) {
        this.context = context;
        this.handoverFilters = handoverFilters;
        this.waiting = waiting;
        this.once = once;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setTaskService(new SubmittingTaskService(once));
        configuration.setFormService(new SubmittingFormService(once));
        configuration.setRuntimeService(new SubmittingRuntimeService(once));
        configuration.setFilterService(new PersonalFilterService(configuration, waiting));

        configuration.setExpressionManager(new ModelExpressions(context));
        configuration.setScriptEngineResolver(new NoScripts());

        configuration.setGeneralResourceWhitelistPattern(ID_WITH_DASHES_AND_DOTS);
        configuration.setUserResourceWhitelistPattern(ID_WITH_DASHES_AND_DOTS);
        configuration.setGroupResourceWhitelistPattern(ID_WITH_DASHES_AND_DOTS);
        // Whatever the engine calls its own: the group is in the database, and stays.
        configuration.setAdminGroups(new ArrayList<>(List.of(Groups.ADMINISTRATORS)));

        add(
                configuration.getCustomPreBPMNParseListeners(),
                configuration::setCustomPreBPMNParseListeners,
                new HandoverParseListener(handoverFilters));
        add(
                configuration.getCustomPreCommandInterceptorsTxRequired(),
                configuration::setCustomPreCommandInterceptorsTxRequired,
                new EngineGuard());
        add(
                configuration.getCustomPreCommandInterceptorsTxRequired(),
                configuration::setCustomPreCommandInterceptorsTxRequired,
                new RefusalInterceptor());
        configuration.setEnableExceptionsAfterUnhandledBpmnError(true);
        configuration.setFailedJobRetryTimeCycle("R5/PT5M");
        // A refusal goes to the person who acts, with what was submitted; it has no place in a log (rule T7). Failed
        // jobs are logged all the same.
        configuration.setEnableCmdExceptionLogging(false);
    }

    @Override
    public void postInit(ProcessEngineConfigurationImpl configuration) {
        configuration
                .getSessionFactories()
                .put(DbEntityManager.class, new BoundedAnswers(configuration.getIdGenerator()));
    }

    private static <T> void add(List<T> present, java.util.function.Consumer<List<T>> setter, T added) {
        var all = new ArrayList<T>();
        if (present != null) {
            all.addAll(present);
        }
        all.add(added);
        setter.accept(all);
    }
}
