-- Proof of the ledger for whoever does not trust it: docs/verification.md.

-- What the commitment to a family as holder is made with; null where the holder enters the hash as it is.
alter table custody_event add column from_salt varchar(32);
alter table custody_event add column to_salt varchar(32);

-- Public keys that signed something, for good: a key store forgets, what was signed stays.
create table signing_key (
  fingerprint varchar(64)  not null primary key,
  public_key  varchar(200) not null,
  first_used  timestamp with time zone default current_timestamp not null
);

-- A signed digest over the last event of every item of a handover at one moment. Like custody events they are a chain.
create table custody_digest (
  reference   varchar(40)  not null,
  number      integer      not null,
  items       integer      not null,
  events      bigint       not null,
  root        varchar(64)  not null,
  signed_at   timestamp with time zone not null,
  signing_key varchar(64)  not null,
  prev_number integer,
  prev_hash   varchar(64),
  hash        varchar(64)  not null,
  signature   varchar(100) not null,
  recorded_at timestamp with time zone default current_timestamp not null,
  primary key (reference, number),
  constraint custody_digest_handover foreign key (reference) references handover (reference),
  constraint custody_digest_key foreign key (signing_key) references signing_key (fingerprint),
  constraint custody_digest_end unique (reference, number, hash),
  constraint custody_digest_no_gap foreign key (reference, prev_number, prev_hash) references custody_digest (reference, number, hash),
  constraint custody_digest_first check (
    (number = 1 and prev_number is null and prev_hash is null)
    or (number > 1 and prev_number is not null and prev_number = number - 1 and prev_hash is not null))
);

-- Which heads a digest covers that the one before it did not.
create table custody_digest_head (
  item      varchar(120) not null,
  number    integer      not null,
  reference varchar(40)  not null,
  seq       integer      not null,
  hash      varchar(64)  not null,
  primary key (item, number),
  constraint custody_digest_head_digest foreign key (reference, number) references custody_digest (reference, number)
);
create index custody_digest_head_of on custody_digest_head (reference, number);
