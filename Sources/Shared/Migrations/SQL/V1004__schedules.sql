-- What happens again and again: the program's own nightly work, and one row for each user's own.
-- Only rows that are due are touched, so a million of them cost nothing until their time comes.

CREATE TABLE pipeline.schedules (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text COLLATE "C" NOT NULL UNIQUE,
    workspace_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    user_id uuid,
    kind text COLLATE "C" NOT NULL,
    queue text COLLATE "C",                           -- NULL: the kind's
    priority smallint,                                -- NULL: the kind's
    args jsonb NOT NULL DEFAULT '{}',
    expression text NOT NULL,                         -- cron, macro or @every
    zone text NOT NULL DEFAULT 'UTC',                 -- IANA name
    gap text NOT NULL DEFAULT 'shift' CHECK (gap IN ('shift', 'skip')),
    overlap text NOT NULL DEFAULT 'first' CHECK (overlap IN ('first', 'both')),
    missed text NOT NULL DEFAULT 'once' CHECK (missed IN ('skip', 'once', 'all')),
    next_at timestamptz,                              -- NULL: never again
    last_at timestamptz,                              -- the time, not the moment, of the last firing
    paused_at timestamptz,
    problem text,                                     -- why it fires no more
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
CREATE INDEX schedules_due ON pipeline.schedules (next_at) WHERE paused_at IS NULL;
CREATE INDEX schedules_user ON pipeline.schedules (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX schedules_workspace ON pipeline.schedules (workspace_id);
