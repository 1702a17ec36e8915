package org.handover.security;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The first administrator, from {@code HANDOVER_ADMIN_USER} and {@code HANDOVER_ADMIN_PASSWORD}.
 *
 * @param user null when not set
 * @param password null when not set
 */
@ConfigurationProperties("handover.admin")
record AdminProperties(String user, String password) {

    boolean complete() {
        return user != null && !user.isBlank() && password != null && !password.isBlank();
    }

    /** Keeps the password out of logs. */
    @Override
    public String toString() {
        return "AdminProperties[user=" + user + "]";
    }
}
