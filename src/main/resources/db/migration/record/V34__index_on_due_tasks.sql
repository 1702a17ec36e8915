-- The board counts the tasks that are overdue; it read every open task for it.
create index handover_task_due on act_ru_task (due_date_);
