-- Whenever a task is completed the engine asks for its subtasks, and has no index to find them by: it read every open task. A name of our own prefix cannot
-- meet one of the engine's own (ACT_IDX_…), should a later version of its scripts index the column, too.
create index handover_task_parent on act_ru_task (parent_task_id_);
