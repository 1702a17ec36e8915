-- Whom an attempt was for, in the order of kin, and whether the search for them ended without reaching them: then the next in that order is due
-- (rule F4). Who that is stays in the files of the casualty office.
alter table notice add column kin_order integer;
alter table notice add column search_ended boolean default false not null;
alter table notice add constraint notice_kin check (kin_order >= 1);
alter table notice add constraint notice_search_ended check (not search_ended or (outcome = 'NOT_REACHED' and remarks is not null));
