create trigger reference_sample_append_only before update, delete on reference_sample for each row call 'org.handover.database.AppendOnlyTrigger';
create trigger reference_marker_append_only before update, delete on reference_marker for each row call 'org.handover.database.AppendOnlyTrigger';
create trigger reference_withdrawal_append_only before update, delete on reference_withdrawal for each row call 'org.handover.database.AppendOnlyTrigger';
