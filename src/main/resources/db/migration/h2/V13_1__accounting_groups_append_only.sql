create trigger accounting_group_append_only before update, delete on accounting_group for each row call 'org.handover.database.AppendOnlyTrigger';
create trigger accounting_group_person_append_only before update, delete on accounting_group_person for each row call 'org.handover.database.AppendOnlyTrigger';
create trigger accounting_group_member_append_only before update, delete on accounting_group_member for each row call 'org.handover.database.AppendOnlyTrigger';
