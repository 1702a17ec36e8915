package org.handover.cockpit;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.cockpit.plugin.resource.AbstractCockpitPluginRootResource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.handover.engine.StepLoad;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.context.support.WebApplicationContextUtils;
import org.springframework.web.servlet.LocaleResolver;

/** What the scripts of the plugin are and ask for; only for people for whom Cockpit opens. */
@Path("plugin/" + OperatorPlugin.ID)
@Produces(MediaType.APPLICATION_JSON)
public class OperatorResource extends AbstractCockpitPluginRootResource {

    private static final List<String> SCRIPTS =
            List.of("page.js", "start.js", "board.js", "load.js", "ended.js", "road.js", "repairs.js");

    private static final int LAST_PAGE = 10_000;

    @Context
    private HttpServletRequest request;

    public OperatorResource() {
        super(OperatorPlugin.ID);
    }

    @Override
    protected List<String> getAllowedAssets() {
        var assets = new ArrayList<>(super.getAllowedAssets());
        SCRIPTS.forEach(script -> assets.add("app/" + script));
        return assets;
    }

    /** What the plugin says, in the reader's language. */
    @GET
    @Path("{engine}/words")
    public Map<String, String> words() {
        return bean(Words.class).of(language());
    }

    /** The newest definitions that the person who is signed in may start, by their ids. */
    @GET
    @Path("{engine}/startable")
    public List<Startables.Startable> startable() {
        Authentication operator = operator();
        return bean(Startables.class).newest(operator);
    }

    /** One definition, if the person who is signed in may start it. */
    @GET
    @Path("{engine}/startable/{definition}")
    public List<Startables.Startable> startable(@PathParam("definition") String definition) {
        Authentication operator = operator();
        return bean(Startables.class).one(definition, operator).stream().toList();
    }

    /** Who waits at which step of one version of a model. */
    @GET
    @Path("{engine}/load/definition/{definition}")
    public List<Waiting> loadOfDefinition(@PathParam("definition") String definition) {
        mayRead(definition);
        return bean(StepLoad.class).ofDefinition(definition).stream()
                .map(Waiting::of)
                .toList();
    }

    /** Where one instance waits. */
    @GET
    @Path("{engine}/load/instance/{instance}")
    public List<Waiting> loadOfInstance(@PathParam("instance") String instance) {
        operator();
        boolean readable = engine().getRuntimeService()
                        .createProcessInstanceQuery()
                        .processInstanceId(instance)
                        .count()
                > 0;
        if (!readable) {
            throw new NotFoundException();
        }
        return bean(StepLoad.class).ofInstance(instance).stream()
                .map(Waiting::of)
                .toList();
    }

    /**
     * A page of the instances that ended.
     *
     * @param process id of a model; all without
     * @param businessKey a part of it; all without
     * @param page from 1
     */
    @GET
    @Path("{engine}/ended")
    public Instances.Page ended(
            @QueryParam("process") String process,
            @QueryParam("businessKey") String businessKey,
            @QueryParam("page") @DefaultValue("1") int page) {
        operator();
        return bean(Instances.class)
                .ended(blankToNull(process), blankToNull(businessKey), Math.min(Math.max(page, 1), LAST_PAGE));
    }

    /** The road that an instance took, ended or not. */
    @GET
    @Path("{engine}/road/{instance}")
    public Instances.Taken road(@PathParam("instance") String instance) {
        operator();
        return bean(Instances.class).road(instance).orElseThrow(NotFoundException::new);
    }

    /** A step with its instant as text, which the web apps' own JSON would write as a number. */
    public record Waiting(String step, int waiting, int overdue, int stalled, String oldest) {

        static Waiting of(StepLoad.Step step) {
            return new Waiting(
                    step.step(),
                    step.waiting(),
                    step.overdue(),
                    step.stalled(),
                    step.oldest() == null ? null : step.oldest().toString());
        }
    }

    private void mayRead(String definition) {
        operator();
        boolean readable = engine().getRepositoryService()
                        .createProcessDefinitionQuery()
                        .processDefinitionId(definition)
                        .count()
                > 0;
        if (!readable) {
            throw new NotFoundException();
        }
    }

    private static String blankToNull(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private ProcessEngine engine() {
        return runtimeDelegate.getProcessEngine("default");
    }

    /** The person who is signed in, for whom Cockpit opens. Camunda asks only that somebody is signed in. */
    private Authentication operator() {
        ProcessEngine engine = engine();
        Authentication person = engine.getIdentityService().getCurrentAuthentication();
        boolean opens = person != null
                && engine.getAuthorizationService()
                        .isUserAuthorized(
                                person.getUserId(),
                                person.getGroupIds(),
                                Permissions.ACCESS,
                                Resources.APPLICATION,
                                "cockpit");
        if (!opens) {
            throw new ForbiddenException();
        }
        return person;
    }

    private Locale language() {
        return bean(LocaleResolver.class).resolveLocale(request);
    }

    private <T> T bean(Class<T> type) {
        WebApplicationContext application = WebApplicationContextUtils.getRequiredWebApplicationContext(servletContext);
        return application.getBean(type);
    }
}
