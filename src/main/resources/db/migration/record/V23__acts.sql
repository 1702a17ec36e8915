-- What people and systems did, by the key that makes it one act however often it comes (idempotence). `content` is a hash of what was
-- submitted, never the content itself; `answer` is what to answer again, e.g. the instance that was started.
create table act (
  act_key     varchar(160) not null primary key,
  what        varchar(400) not null,
  content     varchar(64)  not null,
  done_by     varchar(100) not null,
  done_on     date         not null,
  answer      varchar(200),
  recorded_at timestamp with time zone default current_timestamp not null
);
create index act_content on act (content, done_by, done_on);
