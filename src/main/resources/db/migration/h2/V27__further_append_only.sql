-- These too are only ever added to (rule C4): honors that were held, estimates (a row is a version), who is known by an id, objects that were traced, models
-- that were followed.

create trigger ceremony_append_only before update, delete on ceremony for each row call 'org.handover.database.AppendOnlyTrigger';
create trigger count_estimate_append_only before update, delete on count_estimate for each row call 'org.handover.database.AppendOnlyTrigger';
create trigger person_append_only before update, delete on person for each row call 'org.handover.database.AppendOnlyTrigger';
create trigger traced_object_append_only before update, delete on traced_object for each row call 'org.handover.database.AppendOnlyTrigger';
create trigger model_used_append_only before update, delete on model_used for each row call 'org.handover.database.AppendOnlyTrigger';
