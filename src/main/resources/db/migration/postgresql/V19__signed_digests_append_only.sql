-- Digests and keys are only ever added, like what they prove (rule C4).

create trigger signing_key_append_only before update or delete or truncate on signing_key for each statement execute function refuse_change();
create trigger custody_digest_append_only before update or delete or truncate on custody_digest for each statement execute function refuse_change();
create trigger custody_digest_head_append_only before update or delete or truncate on custody_digest_head for each statement execute function refuse_change();
