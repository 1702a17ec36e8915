package org.handover.audit;

import java.util.Set;
import java.util.TreeSet;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** Notes for the audit that the request being answered shows somebody's name or kin. What is shown is not noted, only what it is about. */
public final class Disclosure {

    private static final String NAMES = Disclosure.class.getName() + ".names";
    private static final String KIN = Disclosure.class.getName() + ".kin";

    private Disclosure() {}

    /**
     * Passes on who somebody is.
     *
     * @param shown null when nothing is shown
     * @param about key of the case or object, or reference of the handover
     */
    public static <T> T ofName(T shown, String about) {
        return note(NAMES, shown, about);
    }

    /** Passes on what concerns somebody's kin. */
    public static <T> T ofKin(T shown, String about) {
        return note(KIN, shown, about);
    }

    private static <T> T note(String which, T shown, String about) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (shown != null && request != null) {
            Set<String> noted = noted(request.getAttribute(which, RequestAttributes.SCOPE_REQUEST));
            noted.add(about);
            request.setAttribute(which, noted, RequestAttributes.SCOPE_REQUEST);
        }
        return shown;
    }

    @SuppressWarnings("unchecked")
    private static Set<String> noted(Object attribute) {
        return attribute == null ? new TreeSet<>() : (Set<String>) attribute;
    }

    /** What the names are about that a request has shown; empty for none. */
    public static Set<String> names(jakarta.servlet.ServletRequest request) {
        return noted(request.getAttribute(NAMES));
    }

    public static Set<String> kin(jakarta.servlet.ServletRequest request) {
        return noted(request.getAttribute(KIN));
    }
}
