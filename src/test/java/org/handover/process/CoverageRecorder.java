package org.handover.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.pvm.process.TransitionImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Notes every flow node and sequence flow the process tests pass, and those a prover's walk takes; {@link ModelCoverageIT} reads it. */
@Component
@Profile("test")
public class CoverageRecorder extends AbstractProcessEnginePlugin implements DisposableBean {

    /** One file for each JVM that ran process tests. */
    static final Path PASSED = Path.of("target", "process-coverage");

    /** Before what a walk has taken. */
    static final String WALKED = "walked ";

    private static final Set<String> SEEN = new ConcurrentSkipListSet<>();
    private static final ThreadLocal<Set<String>> PASSING = new ThreadLocal<>();

    /** Does something of a walk; what it passes counts as walked unless it fails. */
    public static void walk(Runnable act) {
        var passing = new HashSet<String>();
        PASSING.set(passing);
        try {
            act.run();
            passing.forEach(element -> SEEN.add(WALKED + element));
        } finally {
            PASSING.remove();
        }
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        var listeners = new ArrayList<BpmnParseListener>();
        if (configuration.getCustomPostBPMNParseListeners() != null) {
            listeners.addAll(configuration.getCustomPostBPMNParseListeners());
        }
        listeners.add(new Listening());
        configuration.setCustomPostBPMNParseListeners(listeners);
    }

    @Override
    public void destroy() throws IOException {
        // Named by the build for the process tests alone: what an integration test passes does not count.
        String file = System.getProperty("process.coverage");
        if (file != null) {
            Files.createDirectories(PASSED);
            Files.write(Path.of(file), SEEN);
        }
    }

    /** Listens at every activity and every flow of a model as soon as all of it has been read. */
    private static final class Listening extends AbstractBpmnParseListener {

        @Override
        public void parseProcess(Element element, ProcessDefinitionEntity process) {
            listen(process.getKey(), process);
        }

        private static void listen(String process, ScopeImpl scope) {
            for (ActivityImpl activity : scope.getActivities()) {
                activity.addListener(ExecutionListener.EVENTNAME_START, passes(process, activity.getId()));
                activity.getOutgoingTransitions().forEach(flow -> ((TransitionImpl) flow)
                        .addListener(ExecutionListener.EVENTNAME_TAKE, passes(process, flow.getId())));
                listen(process, activity);
            }
        }

        private static ExecutionListener passes(String process, String element) {
            String passed = process + " " + element;
            return execution -> {
                SEEN.add(passed);
                Set<String> passing = PASSING.get();
                if (passing != null) {
                    passing.add(passed);
                }
            };
        }
    }
}
