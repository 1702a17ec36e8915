create trigger act_write_once before update, delete on act for each row call 'org.handover.database.WriteOnceTrigger';
