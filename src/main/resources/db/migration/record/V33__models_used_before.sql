-- What handovers followed before the record kept it, which until now was looked up in the engine's history: that forgets what is old.
insert into model_used (reference, model, definition_id, first_used)
select h.reference, p.proc_def_key_, p.proc_def_id_, min(p.start_time_)
from act_hi_procinst p
join handover h on h.reference = case when position('/' in p.business_key_) > 0
    then substring(p.business_key_ from 1 for position('/' in p.business_key_) - 1) else p.business_key_ end
where not exists (select 1 from model_used u where u.reference = h.reference and u.definition_id = p.proc_def_id_)
group by h.reference, p.proc_def_key_, p.proc_def_id_;
