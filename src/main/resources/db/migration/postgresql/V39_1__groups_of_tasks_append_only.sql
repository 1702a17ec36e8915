create trigger model_task_group_append_only before update or delete or truncate on model_task_group for each statement execute function refuse_change();
