-- Which zones of its element a specimen preserves (rule I5); null when nobody said.
alter table specimen add column zones varchar(400);
