-- Again and again the engine asks which jobs are due, and has no index to find them by: it read every timer that waits for its day, more than 10,000 with
-- 100,000 open tasks. The name begins as that of V32 does, for the same reason.
create index handover_job_due on act_ru_job (duedate_);

-- Whoever cuts a sample asks what earlier ones left of the specimen; every sample of the handover was read for it.
create index sample_of_specimen on sample (reference, container, designator);
