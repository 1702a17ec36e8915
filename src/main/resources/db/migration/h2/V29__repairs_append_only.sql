create trigger repair_append_only before update, delete on repair for each row call 'org.handover.database.AppendOnlyTrigger';
