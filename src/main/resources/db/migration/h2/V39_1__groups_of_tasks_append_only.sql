create trigger model_task_group_append_only before update, delete on model_task_group for each row call 'org.handover.database.AppendOnlyTrigger';
