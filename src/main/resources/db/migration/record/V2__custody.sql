-- The custody ledger: per item one unbroken chain of holders (rules C1 to C4).
-- A row repeats the end of the row before it (`prev_*` and `from_holder`); the foreign key refuses a releaser who is not
-- the holder, a gap and a rewritten hash; the primary key refuses a second row in the same place, hence a second holder.

create table custody_event (
  item        varchar(120)  not null,
  seq         integer       not null,
  reference   varchar(40)   not null,
  from_holder varchar(120)  not null,
  to_holder   varchar(120)  not null,
  at          timestamp with time zone not null,
  place       varchar(200)  not null,
  released_by varchar(400)  not null,
  received_by varchar(400)  not null,
  reason      varchar(1000) not null,
  act         varchar(20)   not null,
  prev_seq    integer,
  prev_hash   varchar(64),
  prev_at     timestamp with time zone,
  hash        varchar(64)   not null,
  recorded_at timestamp with time zone default current_timestamp not null,
  primary key (item, seq),
  constraint custody_event_handover foreign key (reference) references handover (reference),
  constraint custody_event_end unique (item, seq, to_holder, hash, at),
  constraint custody_event_no_gap foreign key (item, prev_seq, from_holder, prev_hash, prev_at)
    references custody_event (item, seq, to_holder, hash, at),
  constraint custody_event_first check (
    (seq = 1 and prev_seq is null and prev_hash is null and prev_at is null)
    or (seq > 1 and prev_seq is not null and prev_seq = seq - 1 and prev_hash is not null and prev_at is not null and at >= prev_at)),
  constraint custody_event_moves check (
    (act = 'TRANSFERRED' and from_holder <> to_holder)
    or (act in ('INHERITED', 'RECASED', 'MOVED') and from_holder = to_holder))
);
create index custody_event_of_handover on custody_event (reference);
