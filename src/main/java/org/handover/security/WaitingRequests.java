package org.handover.security;

import org.apache.catalina.Container;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.Wrapper;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Lets requests to the web apps' copy of the engine's REST API wait for their answer. Camunda's starter registers its servlets and filters
 * without that, and a worker that asks for external tasks would get a failure of the server, whatever the answer is.
 */
@Component
class WaitingRequests implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(context -> context.addLifecycleListener(event -> {
            // Everything is registered, and no request has come yet.
            if (event.getType().equals(Lifecycle.AFTER_START_EVENT)) {
                for (FilterDef filter : context.findFilterDefs()) {
                    filter.setAsyncSupported("true");
                }
                for (Container servlet : context.findChildren()) {
                    ((Wrapper) servlet).setAsyncSupported(true);
                }
            }
        }));
    }
}
