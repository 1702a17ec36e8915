-- A name that became public before the family was told: the family is told at once. It rests on the report of the leak, not on an approval, and says
-- when nobody has been identified.
alter table notice drop constraint notice_kind;
alter table notice add constraint notice_kind check (
    (kind = 'IDENTIFICATION' and approval_stage = 'MEDICAL_EXAMINER' and approval_outcome = 'APPROVE'
        and approval_disposition is not null and approval_disposition = 'IDENTIFIED' and told_id is null)
    or (kind = 'NAME_RELEASE' and approval_stage = 'MEDICAL_EXAMINER' and approval_outcome = 'APPROVE'
        and approval_disposition is not null and approval_disposition = 'IDENTIFIED'
        and told_id is not null and told_kind is not null and told_kind = 'IDENTIFICATION'
        and told_outcome is not null and told_outcome = 'DELIVERED' and told_on is not null)
    or (kind = 'MATERIAL_EVIDENCE' and approval_stage = 'NOTICE_APPROVAL' and approval_outcome = 'APPROVE'
        and wording is not null and told_id is null)
    or (kind = 'LEAK' and approval_stage = 'LEAK' and approval_outcome = 'REPORTED' and wording is not null and told_id is null)
    or (kind = 'REVOCATION' and approval_stage = 'REVOCATION' and approval_outcome = 'REVOKE'
        and approval_disposition is not null and approval_disposition = 'IDENTIFIED' and told_id is null));
