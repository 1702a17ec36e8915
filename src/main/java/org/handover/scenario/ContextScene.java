package org.handover.scenario;

import java.util.Map;
import org.springframework.stereotype.Component;

/** Events around a handover that are no act of it: they are read, and change nothing. */
@Component
class ContextScene implements Scene {

    @Override
    public Map<String, Step> steps() {
        return Map.of(
                "PARTNER_REPATRIATION_CEREMONY", (event, cast) -> "context: a ceremony of other remains",
                "POPULATION", (event, cast) -> "context: people unaccounted for in the whole war",
                "RULE", (event, cast) -> "context: the process holds to this rule in every case",
                "AIRCRAFT_ARRIVED", (event, cast) -> "context: an empty aircraft came to fetch the remains",
                "ROUTE_DECIDED", (event, cast) -> "context: the route is decided leg by leg, when each is planned");
    }
}
