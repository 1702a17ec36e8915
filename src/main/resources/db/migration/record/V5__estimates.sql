-- What an estimate is: stated by its author, or computed. MNI is the smallest number of individuals, MLNI the most likely one. `basis` says from which bone
-- it was computed. A row is a version: none is changed.
alter table count_estimate add column kind varchar(10) default 'STATED' not null;
alter table count_estimate add column basis varchar(400);
alter table count_estimate add constraint count_estimate_kind check (kind in ('STATED', 'MNI', 'MLNI'));
alter table count_estimate add constraint count_estimate_basis check ((kind = 'STATED') = (basis is null));
