package org.handover.cockpit;

import jakarta.ws.rs.Path;
import java.util.Set;
import org.camunda.bpm.welcome.plugin.spi.impl.AbstractWelcomePlugin;
import org.camunda.bpm.welcome.resource.AbstractWelcomePluginRootResource;

/** Welcome in the frame that all web apps share: {@code plugin-webapp/handover}. Found by Java's ServiceLoader. */
public class WelcomeFrame extends AbstractWelcomePlugin {

    static final String ID = "handover";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public Set<Class<?>> getResourceClasses() {
        return Set.of(Files.class);
    }

    /** Serves plugin.js and plugin.css. */
    @Path("plugin/" + ID)
    public static class Files extends AbstractWelcomePluginRootResource {

        public Files() {
            super(ID);
        }
    }
}
