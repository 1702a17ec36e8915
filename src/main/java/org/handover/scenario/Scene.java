package org.handover.scenario;

import java.time.ZoneId;
import java.util.Map;
import org.handover.vocabulary.Place;

/** One part of the story: which events it plays, and how. */
interface Scene {

    /** Plays an event and says what it did. */
    @FunctionalInterface
    interface Step {
        String play(ScenarioEvent event, Cast cast);
    }

    /** Where its events happen when they name no zone of their own. */
    default ZoneId zone() {
        return Place.BORDER;
    }

    /** The steps by event type. */
    Map<String, Step> steps();
}
