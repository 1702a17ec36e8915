-- Rows of these tables are only ever added (rule C4); a correction is a new row.

create trigger custody_event_append_only before update, delete on custody_event for each row call 'org.handover.database.AppendOnlyTrigger';
create trigger statement_append_only before update, delete on statement for each row call 'org.handover.database.AppendOnlyTrigger';
create trigger decision_append_only before update, delete on decision for each row call 'org.handover.database.AppendOnlyTrigger';
create trigger evidence_append_only before update, delete on evidence for each row call 'org.handover.database.AppendOnlyTrigger';
create trigger notice_append_only before update, delete on notice for each row call 'org.handover.database.AppendOnlyTrigger';
create trigger exclusion_resolution_append_only before update, delete on exclusion_resolution for each row call 'org.handover.database.AppendOnlyTrigger';
create trigger family_receipt_append_only before update, delete on family_receipt for each row call 'org.handover.database.AppendOnlyTrigger';
