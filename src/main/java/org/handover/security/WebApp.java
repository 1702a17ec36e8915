package org.handover.security;

/** One of Camunda's web apps. */
public enum WebApp {
    TASKLIST,
    COCKPIT,
    ADMIN;

    /** Its name in paths, authorizations and messages. */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Its first page. */
    public String path() {
        return "/camunda/app/" + id() + "/default/";
    }
}
