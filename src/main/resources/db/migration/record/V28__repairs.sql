-- Repairs of running instances: docs/decisions/0010. Two people, in a chain per handover like custody: a row that says it was done repeats who proposed it,
-- and that is somebody else. The row before is repeated too, so that nothing is put between.
create table repair (
  reference    varchar(40)    not null,
  number       integer        not null,
  act          varchar(10)    not null,
  proposal     integer,
  proposed_act varchar(10),
  proposed_by  varchar(100),
  instance     varchar(64)    not null,
  subject      varchar(120)   not null,
  process      varchar(120)   not null,
  kind         varchar(10)    not null,
  from_element varchar(120),
  to_element   varchar(120),
  reason       varchar(2000)  not null,
  found        varchar(64)    not null,
  effects      varchar(20000) not null,
  acted_by     varchar(100)   not null,
  at           timestamp with time zone not null,
  prev_number  integer,
  prev_hash    varchar(64),
  hash         varchar(64)    not null,
  recorded_at  timestamp with time zone default current_timestamp not null,
  primary key (reference, number),
  constraint repair_end unique (reference, number, hash),
  constraint repair_proposed unique (reference, number, act, acted_by, instance, kind),
  constraint repair_once unique (reference, proposal),
  constraint repair_no_gap foreign key (reference, prev_number, prev_hash) references repair (reference, number, hash),
  constraint repair_of foreign key (reference, proposal, proposed_act, proposed_by, instance, kind)
    references repair (reference, number, act, acted_by, instance, kind),
  constraint repair_first check (
    (number = 1 and prev_number is null and prev_hash is null)
    or (number > 1 and prev_number is not null and prev_number = number - 1 and prev_hash is not null)),
  constraint repair_kind check (kind in ('MOVE', 'MIGRATE', 'DELETE')),
  constraint repair_two_people check (
    (act = 'PROPOSED' and proposal is null and proposed_act is null and proposed_by is null)
    or (act = 'DONE' and proposal is not null and proposed_act is not null and proposed_act = 'PROPOSED'
        and proposed_by is not null and lower(proposed_by) <> lower(acted_by)))
);
create index repair_newest on repair (at);
create index repair_of_instance on repair (instance);
