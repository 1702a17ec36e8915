package org.handover.security;

/** The application does not start as it is configured. */
public class StartRefused extends RuntimeException {

    private final String remedy;

    /**
     * @param problem what is wrong
     * @param remedy what to set
     */
    public StartRefused(String problem, String remedy) {
        super(problem + " " + remedy);
        this.remedy = remedy;
    }

    String problem() {
        return getMessage().substring(0, getMessage().length() - remedy.length() - 1);
    }

    String remedy() {
        return remedy;
    }
}
