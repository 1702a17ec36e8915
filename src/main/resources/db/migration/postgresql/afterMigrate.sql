-- The application's own user gets what each table needs, and nothing else: what may only be added to it cannot change, whatever becomes of a trigger. Flyway
-- runs this at every start as the owner of the tables. What a table is stands in the catalogue, so a new one needs no line here.
do $$
declare
  application constant text := '${application}';
  schema constant text := current_schema();
  rights constant text[] := array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'];
  each record;
begin
  -- One user for both is for a demo; elsewhere the application refuses to start with it.
  if application = current_user then
    return;
  end if;
  if not exists (select from pg_roles where rolname = application) then
    raise exception 'there is no database user %; create it, see docs/operations.md', application;
  end if;
  -- Nodes that start together do this one after the other.
  perform pg_advisory_xact_lock(hashtext('handover: rights of the application'));
  if not has_schema_privilege(application, schema, 'USAGE') then
    execute format('grant usage on schema %I to %I', schema, application);
  end if;
  for each in
    select t.table_name, t.present, case
        when t.is_view or t.table_name = 'flyway_schema_history' then array['SELECT']
        when t.append_only then array['SELECT', 'INSERT']
        when t.write_once then array['SELECT', 'INSERT', 'UPDATE']
        when t.table_name ~ '^(act|web)_' or t.table_name in ('draft', 'container') then array['SELECT', 'INSERT', 'UPDATE', 'DELETE']
        else array['SELECT', 'INSERT', 'UPDATE']
      end as needed
    from (
      select c.relname::text as table_name, c.relkind = 'v' as is_view,
        (select coalesce(array_agg(r.name order by r.place), '{}') from unnest(rights) with ordinality as r (name, place)
          where has_table_privilege(application, c.oid, r.name)) as present,
        exists (select from pg_trigger g join pg_proc f on f.oid = g.tgfoid
          where g.tgrelid = c.oid and f.proname = 'refuse_change' and g.tgtype & 16 <> 0) as append_only,
        exists (select from pg_trigger g join pg_proc f on f.oid = g.tgfoid
          where g.tgrelid = c.oid and f.proname = 'refuse_rewriting') as write_once
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = schema and c.relkind in ('r', 'p', 'v')) t
  loop
    if each.present <> each.needed then
      execute format('revoke all on table %I.%I from %I', schema, each.table_name, application);
      execute format('grant %s on table %I.%I to %I', array_to_string(each.needed, ', '), schema, each.table_name, application);
    end if;
  end loop;
end $$;
