package org.handover.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.ConditionExpression;
import org.camunda.bpm.model.bpmn.instance.Error;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.InclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.Script;
import org.camunda.bpm.model.bpmn.instance.ScriptTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaScript;
import org.handover.engine.Messages;
import org.handover.engine.Upgrade;
import org.handover.security.Groups;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Component;

/** The models alone, read with the model API: what the house style and the wiring rule ask of every one of them. */
class ModelTest {

    private static final String EMBEDDED = "embedded:deployment:";

    private static final Pattern PASCAL_CASE = Pattern.compile("([A-Z][a-z0-9]*)+");
    private static final Pattern READS_A_VARIABLE = Pattern.compile("\\$\\{[\\w\\s'!=|&]+}");
    private static final Pattern BEAN = Pattern.compile("\\$\\{(\\w+)}");

    @TestFactory
    Stream<DynamicTest> everyModel() throws IOException {
        return Models.bpmn().stream().flatMap(file -> {
            BpmnModelInstance model = Bpmn.readModelFromFile(file.toFile());
            String name = file.getFileName().toString();
            return Stream.of(
                    DynamicTest.dynamicTest(name + " is valid BPMN", () -> Bpmn.validateModel(model)),
                    DynamicTest.dynamicTest(
                            name + " is executable, versioned, and lives long enough", () -> process(file, model)),
                    DynamicTest.dynamicTest(name + " names its elements", () -> names(model)),
                    DynamicTest.dynamicTest(name + " asks at gateways and answers on flows", () -> gateways(model)),
                    DynamicTest.dynamicTest(name + " has a diagram of everything", () -> diagram(model)),
                    DynamicTest.dynamicTest(name + " wires each element to its own bean", () -> beans(model)),
                    DynamicTest.dynamicTest(
                            name + " gives each task a group, a form and a due date", () -> tasks(file, model)),
                    DynamicTest.dynamicTest(name + " has no script and only reads variables", () -> expressions(model)),
                    DynamicTest.dynamicTest(name + " catches every error it names", () -> errors(model)));
        });
    }

    @Test
    void messagesOfTheModels_areTheConstants() throws Exception {
        Set<String> inModels = new TreeSet<>();
        for (Path file : Models.bpmn()) {
            Bpmn.readModelFromFile(file.toFile())
                    .getModelElementsByType(Message.class)
                    .forEach(message -> inModels.add(message.getName()));
        }
        Set<String> constants = new TreeSet<>();
        for (Field field : Messages.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                constants.add((String) field.get(null));
            }
        }
        assertThat(inModels).isEqualTo(constants);
    }

    @Test
    void everyElementOfAReleasedModel_isThere_orHasASuccessor() throws IOException {
        Map<String, Set<String>> present = new HashMap<>();
        for (Path file : Models.bpmn()) {
            Set<String> ids = present.computeIfAbsent(file.getFileName().toString(), any -> new HashSet<>());
            for (FlowNode element : Bpmn.readModelFromFile(file.toFile()).getModelElementsByType(FlowNode.class)) {
                ids.add(element.getId());
                ids.addAll(Upgrade.formerly(element));
            }
        }
        assertThat(ReleasedModels.versions()).isNotEmpty();
        for (String version : ReleasedModels.versions()) {
            for (Path file : ReleasedModels.of(version)) {
                assertThat(Bpmn.readModelFromFile(file.toFile()).getModelElementsByType(FlowNode.class))
                        .as("%s of release %s", file.getFileName(), version)
                        .extracting(FlowNode::getId)
                        .isSubsetOf(present.getOrDefault(file.getFileName().toString(), Set.of()));
            }
        }
    }

    @Test
    void aModelHasAnotherVersion_exactlyWhenItDiffersFromTheLastRelease() throws IOException {
        List<String> versions = ReleasedModels.versions();
        for (Path released : ReleasedModels.of(versions.get(versions.size() - 1))) {
            Path present = Path.of("bpmn").resolve(released.getFileName());
            assertThat(versionOf(present).equals(versionOf(released)))
                    .as("whether %s has the camunda:versionTag of the last release", present)
                    .isEqualTo(whatRuns(present).equals(whatRuns(released)));
        }
    }

    /** The process without the diagram, however it is indented. */
    private static String whatRuns(Path file) throws IOException {
        String text = Files.readString(file);
        return text.substring(text.indexOf("<bpmn:process "), text.indexOf("</bpmn:process>"))
                .replaceAll("\\s+", " ");
    }

    private static String versionOf(Path file) {
        return Bpmn.readModelFromFile(file.toFile())
                .getModelElementsByType(Process.class)
                .iterator()
                .next()
                .getCamundaVersionTag();
    }

    @Test
    void everyFormBelongsToAnElement() throws IOException {
        for (Path file : Models.bpmn()) {
            BpmnModelInstance model = Bpmn.readModelFromFile(file.toFile());
            Set<String> elements = new HashSet<>();
            model.getModelElementsByType(UserTask.class).forEach(task -> elements.add(kebab(task.getId())));
            model.getModelElementsByType(StartEvent.class).forEach(start -> elements.add(kebab(start.getId())));
            Path forms = Models.FOLDER.resolve(file.getFileName().toString().replace(".bpmn", ""));
            try (var list = Files.list(forms)) {
                assertThat(list.map(form -> form.getFileName().toString().replaceFirst("\\.(form|html)$", "")))
                        .isSubsetOf(elements);
            }
        }
    }

    private static void process(Path file, BpmnModelInstance model) {
        Collection<Process> processes = model.getModelElementsByType(Process.class);
        assertThat(processes).hasSize(1);
        Process process = processes.iterator().next();
        assertThat(file.getFileName()).hasToString(process.getId() + ".bpmn");
        assertThat(process.isExecutable()).isTrue();
        assertThat(process.getName()).isNotBlank();
        assertThat(process.getCamundaHistoryTimeToLiveString()).isEqualTo("P3650D");
        assertThat(process.getCamundaVersionTag()).matches("\\d+\\.\\d+\\.\\d+");
    }

    private static void names(BpmnModelInstance model) {
        for (FlowNode node : model.getModelElementsByType(FlowNode.class)) {
            assertThat(node.getId()).as("id of '%s'", node.getName()).matches(PASCAL_CASE);
            if (!(node instanceof Gateway)) {
                assertThat(node.getName()).as("name of %s", node.getId()).isNotBlank();
                assertThat(node.getName())
                        .as("sentence case of %s", node.getId())
                        .matches("[A-Z].*");
            }
            if (node instanceof UserTask || node instanceof ServiceTask || node instanceof BusinessRuleTask) {
                assertThat(node.getId()).as("id of '%s'", node.getName()).isEqualToIgnoringCase(pascal(node.getName()));
            }
        }
    }

    private static void gateways(BpmnModelInstance model) {
        for (Gateway gateway : model.getModelElementsByType(Gateway.class)) {
            boolean decides = gateway.getOutgoing().size() > 1 && !(gateway instanceof ParallelGateway);
            if (!decides) {
                continue;
            }
            assertThat(gateway.getName()).as("question of %s", gateway.getId()).endsWith("?");
            for (SequenceFlow answer : gateway.getOutgoing()) {
                assertThat(answer.getName()).as("answer on %s", answer.getId()).isNotBlank();
            }
            SequenceFlow otherwise = gateway instanceof ExclusiveGateway exclusive
                    ? exclusive.getDefault()
                    : ((InclusiveGateway) gateway).getDefault();
            assertThat(otherwise).as("default flow of %s", gateway.getId()).isNotNull();
        }
    }

    private static void diagram(BpmnModelInstance model) {
        Set<String> drawn = new HashSet<>();
        model.getModelElementsByType(BpmnShape.class)
                .forEach(shape -> drawn.add(shape.getBpmnElement().getId()));
        model.getModelElementsByType(BpmnEdge.class)
                .forEach(edge -> drawn.add(edge.getBpmnElement().getId()));
        model.getModelElementsByType(FlowNode.class)
                .forEach(node -> assertThat(drawn).contains(node.getId()));
        model.getModelElementsByType(SequenceFlow.class)
                .forEach(flow -> assertThat(drawn).contains(flow.getId()));
    }

    private static void beans(BpmnModelInstance model) {
        Set<String> known = components();
        for (ServiceTask task : model.getModelElementsByType(ServiceTask.class)) {
            assertThat(task.getCamundaDelegateExpression())
                    .as("delegate of %s", task.getId())
                    .isEqualTo("${" + bean(task.getId()) + "}");
        }
        List<String> missing = new ArrayList<>();
        for (String delegate : delegateExpressions(model)) {
            var bean = BEAN.matcher(delegate);
            assertThat(bean.matches()).as(delegate + " names a bean").isTrue();
            if (!known.contains(bean.group(1))) {
                missing.add(bean.group(1));
            }
        }
        assertThat(missing).as("beans that nobody wrote").isEmpty();
    }

    private static void tasks(Path file, BpmnModelInstance model) {
        Path forms = Models.FOLDER.resolve(file.getFileName().toString().replace(".bpmn", ""));
        for (UserTask task : model.getModelElementsByType(UserTask.class)) {
            assertThat(Groups.ACTING).as("group of %s", task.getId()).contains(task.getCamundaCandidateGroups());
            assertThat(task.getCamundaFormKey()).as("form of %s", task.getId()).startsWith(EMBEDDED);
            assertThat(forms.resolve(task.getCamundaFormKey().substring(EMBEDDED.length())))
                    .exists();
            assertThat(task.getCamundaDueDate())
                    .as("due date of %s", task.getId())
                    .matches("P\\d+D|\\$\\{\\w+}");
            assertThat(delegateExpressionsOf(task))
                    .as("listener of %s", task.getId())
                    .isNotEmpty();
        }
    }

    private static void expressions(BpmnModelInstance model) {
        assertThat(model.getModelElementsByType(ScriptTask.class)).isEmpty();
        assertThat(model.getModelElementsByType(Script.class)).isEmpty();
        assertThat(model.getModelElementsByType(CamundaScript.class)).isEmpty();
        for (ConditionExpression condition : model.getModelElementsByType(ConditionExpression.class)) {
            assertThat(condition.getTextContent().strip()).matches(READS_A_VARIABLE);
        }
    }

    private static void errors(BpmnModelInstance model) {
        Set<Error> caught = new HashSet<>();
        for (BoundaryEvent boundary : model.getModelElementsByType(BoundaryEvent.class)) {
            boundary.getEventDefinitions().stream()
                    .filter(ErrorEventDefinition.class::isInstance)
                    .forEach(definition -> caught.add(((ErrorEventDefinition) definition).getError()));
        }
        assertThat(model.getModelElementsByType(Error.class)).allMatch(caught::contains);
    }

    private static List<String> delegateExpressions(BpmnModelInstance model) {
        return model.getModelElementsByType(FlowNode.class).stream()
                .flatMap(node -> delegateExpressionsOf(node).stream())
                .toList();
    }

    private static List<String> delegateExpressionsOf(FlowNode node) {
        var found = new ArrayList<String>();
        String own = node.getAttributeValueNs(BpmnModelConstants.CAMUNDA_NS, "delegateExpression");
        if (own != null) {
            found.add(own);
        }
        if (node.getExtensionElements() != null) {
            node.getExtensionElements().getElements().forEach(element -> {
                String listener = element.getAttributeValue("delegateExpression");
                if (listener != null) {
                    found.add(listener);
                }
            });
        }
        return found;
    }

    private static Set<String> components() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Component.class));
        Set<String> names = new TreeSet<>();
        scanner.findCandidateComponents("org.handover").forEach(definition -> {
            try {
                Component component =
                        Class.forName(definition.getBeanClassName()).getAnnotation(Component.class);
                if (component != null && !component.value().isEmpty()) {
                    names.add(component.value());
                }
            } catch (ClassNotFoundException e) {
                throw new AssertionError(e);
            }
        });
        return names;
    }

    private static String pascal(String name) {
        return String.join(
                "",
                Arrays.stream(name.replace("-", "").split("[^A-Za-z0-9]+"))
                        .map(word -> word.substring(0, 1).toUpperCase()
                                + word.substring(1).toLowerCase())
                        .toList());
    }

    private static String kebab(String id) {
        return id.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase();
    }

    private static String bean(String id) {
        return id.substring(0, 1).toLowerCase() + id.substring(1);
    }
}
