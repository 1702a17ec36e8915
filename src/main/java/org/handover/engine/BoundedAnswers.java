package org.handover.engine;

import java.util.List;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.cfg.IdGenerator;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.ListQueryParameterObject;
import org.camunda.bpm.engine.impl.db.PersistenceSession;
import org.camunda.bpm.engine.impl.db.entitymanager.DbEntityManager;
import org.camunda.bpm.engine.impl.db.entitymanager.DbEntityManagerFactory;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * No query that comes in over HTTP loads more than so many rows at once. The engine's own limit would refuse every list that is asked for
 * without {@code maxResults}, however short; this one refuses what is too long, and says what to do.
 */
class BoundedAnswers extends DbEntityManagerFactory {

    /** As many as Cockpit asks for at most. */
    static final int MOST = 2_000;

    BoundedAnswers(IdGenerator ids) {
        super(ids);
    }

    @Override
    public DbEntityManager openSession() {
        return new Bounded(idGenerator, Context.getCommandContext().getSession(PersistenceSession.class));
    }

    private static class Bounded extends DbEntityManager {

        Bounded(IdGenerator ids, PersistenceSession session) {
            super(ids, session);
        }

        @Override
        @SuppressWarnings("rawtypes")
        public List selectList(String statement, ListQueryParameterObject parameter) {
            if (!(parameter instanceof AbstractQuery<?, ?>) || parameter.getMaxResults() <= MOST || !isAsked()) {
                return super.selectList(statement, parameter);
            }
            int asked = parameter.getMaxResults();
            parameter.setMaxResults(MOST + 1);
            try {
                List found = super.selectList(statement, parameter);
                if (found.size() > MOST) {
                    throw new BadUserRequestException(
                            "this has more than %d results; ask for them page by page, with firstResult and maxResults"
                                    .formatted(MOST));
                }
                return found;
            } finally {
                parameter.setMaxResults(asked);
            }
        }

        private static boolean isAsked() {
            return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                    && isEngine(attributes.getRequest().getServletPath());
        }

        private static boolean isEngine(String path) {
            return path.startsWith("/engine-rest") || path.startsWith("/camunda");
        }
    }
}
