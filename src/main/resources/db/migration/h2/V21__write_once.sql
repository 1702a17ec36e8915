-- What somebody wrote stays: a discrepancy is closed by its explanation, an incident by its resolution, a leg by its departure and its arrival;
-- no number and no word that is there is ever another one (rules N2, C4).

create trigger discrepancy_write_once before update, delete on discrepancy for each row call 'org.handover.database.WriteOnceTrigger';
create trigger incident_write_once before update, delete on incident for each row call 'org.handover.database.WriteOnceTrigger';
create trigger flight_leg_write_once before update, delete on flight_leg for each row call 'org.handover.database.WriteOnceTrigger';
