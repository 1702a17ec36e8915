-- A person can have bones of two handovers. A sample is numbered by the handover of the case it is for, and can be cut from a bone of the other one.
alter table sample add column specimen_reference varchar(40);
update sample set specimen_reference = reference where container is not null;
alter table sample drop constraint sample_specimen;
drop index sample_of_specimen;
create index sample_of_specimen on sample (specimen_reference, container, designator);
alter table sample add constraint sample_specimen
  foreign key (specimen_reference, container, designator) references specimen (reference, container, designator);
alter table sample add constraint sample_specimen_whole check ((container is null) = (specimen_reference is null));
