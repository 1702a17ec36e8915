-- Tasklist shows with each list how many tasks a group has, and asks again every ten seconds: PostgreSQL read every open task with all its columns for it. This
-- has all that the question is about.
create index handover_task_unclaimed on act_ru_task (id_) include (tenant_id_) where assignee_ is null;
