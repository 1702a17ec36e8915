-- Operators see how many tasks are open, and whose they are; Cockpit told them of none. Groups get their rights once, at the first start.
-- 7 stands for tasks, 2 for reading.
insert into act_ru_authorization (id_, rev_, type_, group_id_, resource_type_, resource_id_, perms_)
select 'operators-read-tasks', 1, 1, id_, 7, '*', 2 from act_id_group
where id_ = 'operators'
and not exists (select 1 from act_ru_authorization
    where type_ = 1 and group_id_ = 'operators' and resource_type_ = 7 and resource_id_ = '*');
