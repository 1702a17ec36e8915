-- One person can lie in the containers of two handovers: the individual of the one is consolidated into that of the other.
alter table individual add column consolidated_into_reference varchar(40);
update individual set consolidated_into_reference = reference where consolidated_into is not null;
alter table individual drop constraint individual_consolidated;
alter table individual add constraint individual_consolidated
  foreign key (consolidated_into_reference, consolidated_into) references individual (reference, number);
alter table individual add constraint individual_consolidated_whole
  check ((consolidated_into is null) = (consolidated_into_reference is null));
create index individual_consolidated_parts on individual (consolidated_into_reference, consolidated_into);
alter table decision alter column consolidate_into set data type varchar(120);
