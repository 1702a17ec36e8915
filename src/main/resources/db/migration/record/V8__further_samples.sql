-- A further sample for a test that was made before: of which it is the repetition, who approved the cut, and why. The one before stays as it is.
alter table sample add column repeats varchar(20);
alter table sample add column approved_by varchar(100);
alter table sample add column approval varchar(2000);
alter table sample add constraint sample_repeats foreign key (reference, repeats) references sample (reference, number);
alter table sample add constraint sample_approved check (
  (repeats is null and approved_by is null and approval is null) or (repeats is not null and approved_by is not null and approval is not null));
alter table sample add constraint sample_two_people check (cut_by <> approved_by);
