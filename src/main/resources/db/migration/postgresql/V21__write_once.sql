-- What somebody wrote stays: a discrepancy is closed by its explanation, an incident by its resolution, a leg by its departure and its arrival;
-- no number and no word that is there is ever another one (rules N2, C4).

create function refuse_rewriting() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or exists (
      select 1 from jsonb_each(to_jsonb(old)) was
      where was.value <> 'null'::jsonb and was.value is distinct from to_jsonb(new) -> was.key) then
    raise exception '% is write-once: % is refused, what is there stays', tg_table_name, tg_op
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;

create trigger discrepancy_write_once before update or delete on discrepancy for each row execute function refuse_rewriting();
create trigger discrepancy_kept before truncate on discrepancy for each statement execute function refuse_change();
create trigger incident_write_once before update or delete on incident for each row execute function refuse_rewriting();
create trigger incident_kept before truncate on incident for each statement execute function refuse_change();
create trigger flight_leg_write_once before update or delete on flight_leg for each row execute function refuse_rewriting();
create trigger flight_leg_kept before truncate on flight_leg for each statement execute function refuse_change();
