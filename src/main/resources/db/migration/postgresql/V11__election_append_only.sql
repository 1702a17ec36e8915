create trigger family_election_append_only before update or delete or truncate on family_election for each statement execute function refuse_change();
