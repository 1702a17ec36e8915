package org.handover.cockpit;

import jakarta.ws.rs.Path;
import java.util.Set;
import org.camunda.bpm.cockpit.plugin.resource.AbstractCockpitPluginRootResource;
import org.camunda.bpm.cockpit.plugin.spi.impl.AbstractCockpitPlugin;

/** Cockpit in the frame that all web apps share: {@code plugin-webapp/handover}. Found by Java's ServiceLoader. */
public class CockpitFrame extends AbstractCockpitPlugin {

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
    public static class Files extends AbstractCockpitPluginRootResource {

        public Files() {
            super(ID);
        }
    }
}
