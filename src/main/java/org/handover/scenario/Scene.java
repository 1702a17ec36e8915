package org.handover.scenario;

import java.util.Map;

/** One part of the story: which events it plays, and how. */
interface Scene {

    /** Plays an event and says what it did. */
    @FunctionalInterface
    interface Step {
        String play(ScenarioEvent event, Cast cast);
    }

    /** The steps by event type. */
    Map<String, Step> steps();
}
