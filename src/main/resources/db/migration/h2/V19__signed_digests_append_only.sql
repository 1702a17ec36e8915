-- Digests and keys are only ever added, like what they prove (rule C4).

create trigger signing_key_append_only before update, delete on signing_key for each row call 'org.handover.database.AppendOnlyTrigger';
create trigger custody_digest_append_only before update, delete on custody_digest for each row call 'org.handover.database.AppendOnlyTrigger';
create trigger custody_digest_head_append_only before update, delete on custody_digest_head for each row call 'org.handover.database.AppendOnlyTrigger';
