-- A case may be missing when an aircraft lands; then it is a discrepancy of that leg, and never more come off than went on.
alter table flight_leg drop constraint flight_leg_count;
alter table flight_leg add constraint flight_leg_count check (cases_off <= cases_on);
