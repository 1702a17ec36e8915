-- The account of a handover counts whom it has told, its timeline tells when: without this each reads the notices of all.
create index notice_of_handover on notice (reference, kind, outcome);
