package org.handover.repair;

/**
 * What an operator asks for.
 *
 * @param instance id of the engine's instance
 * @param from the element its token leaves; of a migration the version it leaves; null of a deletion
 * @param to the element before which it begins again; of a migration the version it goes to; null of a deletion
 */
public record RepairOrder(String instance, Kind kind, String from, String to) {

    /** The three repairs there are. */
    public enum Kind {
        /** Begin a step again, or go back before a second person has looked at it. */
        MOVE,
        /** To the newest version of the model, every token where it is. */
        MIGRATE,
        /** End an instance of which the record knows nothing, or that is there twice. */
        DELETE
    }
}
