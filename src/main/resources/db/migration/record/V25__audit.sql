-- Who did what when, what was refused, and who was shown whose name or kin: one row for a request. Never a name, and nothing of what was
-- submitted. Each process that serves requests writes a chain of its own, so that a row changed or taken out of it shows.
create table audit_entry (
  chain         varchar(36)  not null,
  sequence      bigint       not null,
  at            timestamp(6) with time zone not null,
  kind          varchar(20)  not null,
  actor         varchar(64),
  address       varchar(64)  not null,
  method        varchar(10)  not null,
  path          varchar(400) not null,
  status        integer      not null,
  names_of      varchar(2000),
  kin_of        varchar(2000),
  previous_hash varchar(64)  not null,
  hash          varchar(64)  not null,
  primary key (chain, sequence)
);
create index audit_entry_at on audit_entry (at);
create index audit_entry_actor on audit_entry (actor, at);
