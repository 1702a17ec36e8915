-- Which groups may do a task is said by its model and by nobody else. The engine would write it into its history for each task, and read it there for
-- queries by group: those read it here.
create table model_task_group (
  definition_id varchar(120) not null,
  step          varchar(120) not null,
  group_id      varchar(64)  not null,
  primary key (definition_id, step, group_id)
);

create view task_link as
select task_id_, user_id_, group_id_, type_ from act_hi_identitylink
union all
select t.id_, cast(null as varchar(255)), g.group_id, 'candidate'
from act_hi_taskinst t join model_task_group g on g.definition_id = t.proc_def_id_ and g.step = t.task_def_key_;
