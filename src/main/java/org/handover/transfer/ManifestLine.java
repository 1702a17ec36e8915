package org.handover.transfer;

/** One container in a manifest, as submitted. */
record ManifestLine(
        String where,
        String number,
        String seal,
        String theirLabel,
        String condition,
        String recoverySite,
        String effects)
        implements Line {}
