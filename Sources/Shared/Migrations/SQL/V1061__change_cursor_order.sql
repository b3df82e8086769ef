-- Consumers of changed_tasks read by (xid, sequence) below the oldest running transaction: a number that was taken earlier
-- may become visible later, and a cursor that has passed it would never see it.

ALTER TABLE pipeline.change_cursors ADD COLUMN xid xid8 NOT NULL DEFAULT '0';

CREATE INDEX changed_tasks_order ON pipeline.changed_tasks (xid, sequence);
CREATE INDEX changed_tasks_age ON pipeline.changed_tasks (changed_at);
