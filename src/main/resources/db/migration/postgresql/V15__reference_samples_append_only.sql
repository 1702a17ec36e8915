create trigger reference_sample_append_only before update or delete or truncate on reference_sample for each statement execute function refuse_change();
create trigger reference_marker_append_only before update or delete or truncate on reference_marker for each statement execute function refuse_change();
create trigger reference_withdrawal_append_only before update or delete or truncate on reference_withdrawal for each statement execute function refuse_change();
