package org.handover.engine;

import org.camunda.bpm.engine.rest.impl.CamundaRestResources;
import org.camunda.bpm.spring.boot.starter.rest.CamundaJerseyResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.springframework.stereotype.Component;

/**
 * The engine's REST API, which says of errors what {@link EngineErrors} lets it, here and in the web apps, has no metrics, and describes
 * itself to nobody.
 */
@Component
class EngineRest extends CamundaJerseyResourceConfig {

    EngineRest() {
        property(ServerProperties.WADL_FEATURE_DISABLE, true);
        // The web apps have applications of their own, which take what is in this set when the first request comes.
        CamundaRestResources.getConfigurationClasses().addAll(EngineErrors.MAPPERS);
        CamundaRestResources.getConfigurationClasses().add(NoMetrics.class);
    }
}
