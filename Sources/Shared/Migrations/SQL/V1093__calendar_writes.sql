-- What is written to calendars: noted before it is written, taken out before a calendar is removed, and failures of its own.

ALTER TABLE pipeline.calendars
    ADD COLUMN removed_at timestamptz,               -- no longer shown; goes once our events are out of it
    ADD COLUMN write_problem text,                   -- why the last write to it failed
    ADD COLUMN write_failures int NOT NULL DEFAULT 0,
    ADD COLUMN write_failed_at timestamptz;

-- True from before an event is written until it is known to stand there.
ALTER TABLE pipeline.calendar_writes ADD COLUMN is_pending boolean NOT NULL DEFAULT false;

CREATE INDEX calendar_writes_task ON pipeline.calendar_writes (task_id);

-- The tracked minutes of the task when its plan was last made or judged: what came since was work on that plan.
ALTER TABLE pipeline.planning_history ADD COLUMN spent_minutes int NOT NULL DEFAULT 0;
