-- Rows of these tables are only ever added (rule C4); a correction is a new row.

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % is refused, a correction is a new row', tg_table_name, tg_op
    using errcode = 'integrity_constraint_violation';
end $$;

create trigger custody_event_append_only before update or delete or truncate on custody_event for each statement execute function refuse_change();
create trigger statement_append_only before update or delete or truncate on statement for each statement execute function refuse_change();
create trigger decision_append_only before update or delete or truncate on decision for each statement execute function refuse_change();
create trigger evidence_append_only before update or delete or truncate on evidence for each statement execute function refuse_change();
create trigger notice_append_only before update or delete or truncate on notice for each statement execute function refuse_change();
create trigger exclusion_resolution_append_only before update or delete or truncate on exclusion_resolution for each statement execute function refuse_change();
create trigger family_receipt_append_only before update or delete or truncate on family_receipt for each statement execute function refuse_change();
