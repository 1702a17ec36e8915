create trigger family_election_append_only before update, delete on family_election for each row call 'org.handover.database.AppendOnlyTrigger';
