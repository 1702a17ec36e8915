-- What was done stays written.

create trigger audit_entry_append_only before update or delete or truncate on audit_entry for each statement execute function refuse_change();
