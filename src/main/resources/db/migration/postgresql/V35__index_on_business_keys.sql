-- What is within a handover is found by how its business key begins. In most collations PostgreSQL uses an index for that only when it compares letter by letter.
create index handover_execution_key on act_ru_execution (business_key_ text_pattern_ops);
