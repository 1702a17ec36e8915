package org.handover.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.DatabaseMetaData;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.session.Session;
import org.springframework.session.config.annotation.web.http.EnableSpringHttpSession;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Sessions are in the database, so that every node knows who is signed in, and none is lost with a node. */
@Configuration(proxyBeanMethods = false)
@EnableSpringHttpSession
class SessionStore {

    static final String TABLE = "web_session";

    /** Where there are only files. */
    private static final List<String> FILES = List.of("/board/", "/webapps/", "/webjars/", "/forms/");

    /**
     * An attribute that another request of the same person has just added is replaced, and none is added to a session that has ended.
     * Spring's own statement fails in both cases.
     */
    private static final String ADD_ON_POSTGRES =
            """
            insert into %TABLE_NAME%_attributes (session_primary_id, attribute_name, attribute_bytes)
            select session.primary_id, given.name, given.bytes
            from (values (cast(? as varchar), cast(? as varchar), cast(? as bytea))) as given (id, name, bytes)
            join %TABLE_NAME% session on session.primary_id = given.id
            on conflict (session_primary_id, attribute_name) do update set attribute_bytes = excluded.attribute_bytes
            """;

    private static final String ADD_ON_H2 =
            """
            merge into %TABLE_NAME%_attributes (session_primary_id, attribute_name, attribute_bytes)
            key (session_primary_id, attribute_name)
            select session.primary_id, given.name, given.bytes
            from (values (cast(? as varchar), cast(? as varchar), cast(? as varbinary))) as given (id, name, bytes)
            join %TABLE_NAME% session on session.primary_id = given.id
            """;

    /** Its expired sessions are removed every minute, by whichever node comes first. */
    @Bean
    JdbcIndexedSessionRepository sessionTable(
            DataSource database,
            PlatformTransactionManager transactions,
            @Value("${server.servlet.session.timeout}") Duration timeout)
            throws MetaDataAccessException {
        var apart = new TransactionTemplate(transactions);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        var table = new JdbcIndexedSessionRepository(new JdbcTemplate(database), apart);
        table.setTableName(TABLE);
        table.setDefaultMaxInactiveInterval(timeout);
        var bytes = new GenericConversionService();
        bytes.addConverter(Object.class, byte[].class, SessionAttributes::write);
        bytes.addConverter(byte[].class, Object.class, SessionAttributes::read);
        table.setConversionService(bytes);
        String product = JdbcUtils.extractDatabaseMetaData(database, DatabaseMetaData::getDatabaseProductName);
        table.setCreateSessionAttributeQuery(product.equals("PostgreSQL") ? ADD_ON_POSTGRES : ADD_ON_H2);
        return table;
    }

    @Bean
    @Primary
    KeptSessions<? extends Session> sessions(JdbcIndexedSessionRepository sessionTable) {
        return new KeptSessions<>(sessionTable);
    }

    /**
     * Around the filter that reads and saves the session. Files are for everybody: it is told that it has seen them already, so that nobody
     * looks who asks for one, and the page that says that the database is away has its style.
     */
    @Bean
    FilterRegistrationBean<Filter> endOfSessionsRequest(KeptSessions<? extends Session> sessions) {
        var filter = new FilterRegistrationBean<Filter>((request, response, chain) -> {
            if (FILES.stream().anyMatch(((HttpServletRequest) request).getRequestURI()::startsWith)) {
                request.setAttribute(SessionRepositoryFilter.class.getName() + ".FILTERED", true);
            }
            try {
                chain.doFilter(request, response);
            } finally {
                sessions.endOfRequest();
            }
        });
        filter.setName("endOfSessionsRequest");
        filter.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        filter.setAsyncSupported(true);
        filter.setOrder(SessionRepositoryFilter.DEFAULT_ORDER - 1);
        return filter;
    }
}
