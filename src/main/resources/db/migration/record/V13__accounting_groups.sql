-- Individuals that are accounted for together: whose remains they may be, and by which proposal each is in the group.
create table accounting_group (
  reference   varchar(40)  not null,
  number      varchar(20)  not null,
  named_by    varchar(100) not null,
  named_on    date         not null,
  recorded_at timestamp with time zone default current_timestamp not null,
  primary key (reference, number),
  constraint accounting_group_handover foreign key (reference) references handover (reference)
);

create table accounting_group_person (
  reference varchar(40) not null,
  number    varchar(20) not null,
  person    varchar(60) not null,
  primary key (reference, number, person),
  constraint accounting_group_person_group foreign key (reference, number) references accounting_group (reference, number),
  constraint accounting_group_person_known foreign key (person) references person (id)
);
create index accounting_group_of_person on accounting_group_person (person);

create table accounting_group_member (
  decision_id bigint      not null primary key,
  reference   varchar(40) not null,
  number      varchar(20) not null,
  individual  varchar(20) not null,
  constraint accounting_group_member_proposal foreign key (decision_id) references decision (id),
  constraint accounting_group_member_group foreign key (reference, number) references accounting_group (reference, number),
  constraint accounting_group_member_individual foreign key (reference, individual) references individual (reference, number)
);
create index accounting_group_members on accounting_group_member (reference, number);
