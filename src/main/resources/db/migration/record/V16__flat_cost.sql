-- What is asked for with every case finds its row by an index, however many there are: the last number of a sample, and the decisions of one stage.
alter table sample add column seq integer;
update sample set seq = cast(substring(number from 3) as integer);
create unique index sample_seq on sample (reference desc, seq desc);
create index decision_of_stage on decision (reference, stage);
