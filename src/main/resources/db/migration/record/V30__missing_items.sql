-- A discrepancy may also be that one item (a container, a specimen, a sample) was not where it should have been when it was to change hands, or
-- did not arrive with its leg. It stays with its holder, until somebody says what became of it.
alter table discrepancy alter column agreed_sets drop not null;
alter table discrepancy alter column received_containers drop not null;
alter table discrepancy add column item varchar(120);
alter table discrepancy add column leg integer;
alter table discrepancy add column description varchar(4000);
alter table discrepancy add column found_by varchar(100);
alter table discrepancy drop constraint discrepancy_next;
alter table discrepancy add constraint discrepancy_next check (next_step in ('ACCEPT', 'RESUME_TALKS', 'FOUND', 'NOT_FOUND'));
alter table discrepancy add constraint discrepancy_of check (
  (item is null and agreed_sets is not null and received_containers is not null and leg is null)
  or (item is not null and description is not null and found_by is not null and agreed_sets is null and received_containers is null));
create index discrepancy_of_item on discrepancy (item);
