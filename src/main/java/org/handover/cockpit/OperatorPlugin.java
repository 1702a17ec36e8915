package org.handover.cockpit;

import java.util.Set;
import org.camunda.bpm.cockpit.plugin.spi.impl.AbstractCockpitPlugin;

/**
 * What Cockpit lacks for an operator of handovers: {@code plugin-webapp/handover-cockpit} and what its scripts ask for. Found by Java's
 * ServiceLoader.
 */
public class OperatorPlugin extends AbstractCockpitPlugin {

    static final String ID = "handover-cockpit";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public Set<Class<?>> getResourceClasses() {
        return Set.of(OperatorResource.class);
    }
}
