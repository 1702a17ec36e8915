-- Who is signed in with which browser, on whichever node; the columns are Spring Session's. No record: an expired session is removed.
create table web_session (
    primary_id varchar(36) primary key,
    session_id varchar(36) not null,
    -- milliseconds since 1970, UTC
    creation_time bigint not null,
    last_access_time bigint not null,
    -- seconds
    max_inactive_interval int not null,
    expiry_time bigint not null,
    principal_name varchar(100)
);

create unique index web_session_by_id on web_session (session_id);
create index web_session_by_expiry on web_session (expiry_time);

create table web_session_attributes (
    session_primary_id varchar(36) not null references web_session (primary_id) on delete cascade,
    attribute_name varchar(200) not null,
    attribute_bytes bytea not null,
    primary key (session_primary_id, attribute_name)
);
