-- These too are only ever added to (rule C4): honors that were held, estimates (a row is a version), who is known by an id, objects that were traced, models
-- that were followed.

create trigger ceremony_append_only before update or delete or truncate on ceremony for each statement execute function refuse_change();
create trigger count_estimate_append_only before update or delete or truncate on count_estimate for each statement execute function refuse_change();
create trigger person_append_only before update or delete or truncate on person for each statement execute function refuse_change();
create trigger traced_object_append_only before update or delete or truncate on traced_object for each statement execute function refuse_change();
create trigger model_used_append_only before update or delete or truncate on model_used for each statement execute function refuse_change();
