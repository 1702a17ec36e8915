create trigger accounting_group_append_only before update or delete or truncate on accounting_group for each statement execute function refuse_change();
create trigger accounting_group_person_append_only before update or delete or truncate on accounting_group_person for each statement execute function refuse_change();
create trigger accounting_group_member_append_only before update or delete or truncate on accounting_group_member for each statement execute function refuse_change();
