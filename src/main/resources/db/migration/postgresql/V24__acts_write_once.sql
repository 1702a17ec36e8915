create trigger act_write_once before update or delete on act for each row execute function refuse_rewriting();
create trigger act_kept before truncate on act for each statement execute function refuse_change();
