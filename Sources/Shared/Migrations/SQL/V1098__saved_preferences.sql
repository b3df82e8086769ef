-- Wishes that nobody has saved are null. What was saved always names every setting, so an empty object was put there with
-- learned habits alone.

ALTER TABLE pipeline.planning_preferences ALTER COLUMN settings DROP NOT NULL, ALTER COLUMN settings DROP DEFAULT;

UPDATE pipeline.planning_preferences SET settings = NULL WHERE settings = '{}';
