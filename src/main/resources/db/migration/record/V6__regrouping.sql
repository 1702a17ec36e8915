-- `composition` counts how often the specimens of an individual changed after they were grouped. A report speaks of the individual as it was then.
alter table individual add column composition integer default 1 not null;
alter table evidence add column composition integer default 1 not null;

-- The decision that put a specimen to an individual later than the first grouping, with its reason.
alter table individual_specimen add column decision_id bigint;
alter table individual_specimen add constraint individual_specimen_decision foreign key (decision_id) references decision (id);
create index individual_specimen_links on individual_specimen (reference, container, designator);
