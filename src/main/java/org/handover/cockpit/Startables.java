package org.handover.cockpit;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.RepositoryServiceImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.springframework.stereotype.Component;

/** Which processes somebody may start by hand, and with which form. */
@Component
class Startables {

    /** More than any installation has; the engine asks for a bound. */
    private static final int MOST = 1_000;

    private final RepositoryService repository;
    private final FormService forms;
    private final AuthorizationService authorizations;

    Startables(RepositoryService repository, FormService forms, AuthorizationService authorizations) {
        this.repository = repository;
        this.forms = forms;
        this.authorizations = authorizations;
    }

    /** What kind of start form a process has. */
    enum Form {
        /** A deployed Camunda Form, which is drawn here as in Tasklist. */
        CAMUNDA,
        /** A page of the process's own, which only Tasklist opens. */
        OWN,
        NONE
    }

    /**
     * A process that can be started.
     *
     * @param id of the definition
     * @param name for people
     */
    record Startable(String id, String name, int version, Form form) {}

    /** The newest version of each process that this person may start. */
    List<Startable> newest(Authentication person) {
        return repository.createProcessDefinitionQuery().latestVersion().active().listPage(0, MOST).stream()
                .flatMap(definition -> of(definition, person).stream())
                .toList();
    }

    /** One version of a process, if this person may start it. */
    Optional<Startable> one(String definition, Authentication person) {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionId(definition)
                .active()
                .listPage(0, 1)
                .stream()
                .findFirst()
                .flatMap(found -> of(found, person));
    }

    private Optional<Startable> of(ProcessDefinition definition, Authentication person) {
        boolean allowed = authorizations.isUserAuthorized(
                        person.getUserId(),
                        person.getGroupIds(),
                        Permissions.CREATE_INSTANCE,
                        Resources.PROCESS_DEFINITION,
                        definition.getKey())
                && authorizations.isUserAuthorized(
                        person.getUserId(), person.getGroupIds(), Permissions.CREATE, Resources.PROCESS_INSTANCE);
        if (!allowed || !startsByHand(definition)) {
            return Optional.empty();
        }
        String name = definition.getName() == null ? definition.getKey() : definition.getName();
        return Optional.of(new Startable(definition.getId(), name, definition.getVersion(), form(definition)));
    }

    /** A process that begins with a message or a timer only waits for that. */
    private boolean startsByHand(ProcessDefinition definition) {
        var deployed = (ProcessDefinitionEntity)
                ((RepositoryServiceImpl) repository).getDeployedProcessDefinition(definition.getId());
        return deployed.getInitial() != null;
    }

    private Form form(ProcessDefinition definition) {
        var start = forms.getStartFormData(definition.getId());
        String key = start.getFormKey();
        if (start.getCamundaFormRef() != null || key != null && key.startsWith("camunda-forms:")) {
            return Form.CAMUNDA;
        }
        return key == null ? Form.NONE : Form.OWN;
    }
}
