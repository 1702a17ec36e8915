create trigger repair_append_only before update or delete or truncate on repair for each statement execute function refuse_change();
