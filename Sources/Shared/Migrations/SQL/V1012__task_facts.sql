-- What the pipeline knows about a task beyond the app's columns. The app's tables may be missing here (worker and queue
-- run on this schema alone), so nothing refers to them by foreign key.

CREATE TABLE pipeline.task_facts (
    task_id uuid PRIMARY KEY,
    workspace_id uuid NOT NULL,
    due_grain text CHECK (due_grain IN ('day', 'minute')),
    floating boolean NOT NULL DEFAULT false,
    not_before timestamptz,
    repeat_from text CHECK (repeat_from IN ('schedule', 'completion')),
    series_start timestamp,                      -- local wall time in the task's zone
    series_id uuid,
    occurrence int CHECK (occurrence >= 1),
    assignee_id uuid,
    place text,
    source_kind text,
    source_url text,
    canonical_url text,
    attendees jsonb NOT NULL DEFAULT '[]',
    sender_class text CHECK (sender_class IN ('owner', 'outsider')),
    warnings text[] NOT NULL DEFAULT '{}',
    details jsonb NOT NULL DEFAULT '{}',
    raw_input_id uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX task_facts_workspace ON pipeline.task_facts (workspace_id);
CREATE INDEX task_facts_assignee ON pipeline.task_facts (workspace_id, assignee_id) WHERE assignee_id IS NOT NULL;
CREATE UNIQUE INDEX task_facts_series ON pipeline.task_facts (series_id, occurrence) WHERE series_id IS NOT NULL;
CREATE INDEX task_facts_input ON pipeline.task_facts (raw_input_id) WHERE raw_input_id IS NOT NULL;

CREATE TABLE pipeline.reminders (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    task_id uuid NOT NULL,
    workspace_id uuid NOT NULL,
    user_id uuid NOT NULL,
    remind_at timestamptz,                       -- a moment, or
    offset_minutes int,                          -- minutes before the anchor
    anchor text CHECK (anchor IN ('due', 'start')),
    channel text NOT NULL DEFAULT 'app' CHECK (length(channel) BETWEEN 1 AND 20),
    state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sent', 'canceled')),
    created_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((remind_at IS NULL) <> (offset_minutes IS NULL)),
    CHECK ((offset_minutes IS NULL) = (anchor IS NULL))
);

CREATE INDEX reminders_task ON pipeline.reminders (task_id);
CREATE INDEX reminders_pending ON pipeline.reminders (remind_at) WHERE state = 'pending';

-- Where each field that no person typed came from.
CREATE TABLE pipeline.provenance (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    task_id uuid NOT NULL,
    workspace_id uuid NOT NULL,
    field text NOT NULL CHECK (length(field) BETWEEN 1 AND 40),
    value text,
    kind text NOT NULL CHECK (kind IN
        ('span', 'header', 'metadata', 'neighbour', 'model', 'rule', 'default', 'person', 'plan')),
    reference jsonb NOT NULL DEFAULT '{}',
    confidence real NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX provenance_task ON pipeline.provenance (task_id, field);

-- Corrections by people.
CREATE TABLE pipeline.feedback (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    workspace_id uuid NOT NULL,
    user_id uuid NOT NULL,
    task_id uuid,
    field text NOT NULL,
    was jsonb,
    became jsonb,
    details jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX feedback_user ON pipeline.feedback (workspace_id, user_id, created_at);

-- When a person works on what, once a plan was accepted.
CREATE TABLE pipeline.planned_blocks (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    task_id uuid NOT NULL,
    workspace_id uuid NOT NULL,
    user_id uuid NOT NULL,
    during tstzrange NOT NULL CHECK (NOT isempty(during) AND lower(during) IS NOT NULL AND upper(during) IS NOT NULL),
    state text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'done', 'missed')),
    external_calendar_id uuid,
    external_event_id text,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX planned_blocks_task ON pipeline.planned_blocks (task_id);
CREATE INDEX planned_blocks_during ON pipeline.planned_blocks USING gist (during);
CREATE INDEX planned_blocks_user ON pipeline.planned_blocks (user_id, upper(during));

-- Which transaction of command_log takes back or repeats which other one.
CREATE TABLE pipeline.undo_chain (
    transaction_id uuid PRIMARY KEY,
    root_id uuid NOT NULL,
    workspace_id uuid NOT NULL,
    user_id uuid NOT NULL,
    position int NOT NULL,
    kind text NOT NULL CHECK (kind IN ('undo', 'redo')),
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (root_id, position)
);
