-- The number of the occurrence that completing this one has led to. It stays when that row is undone or erased, so that the
-- nightly audit does not make it again. Null: none so far, or made before this column was.
ALTER TABLE pipeline.task_facts ADD COLUMN next_occurrence int;
