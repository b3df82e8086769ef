-- What a plan has to know of a person: wishes, calendars, and what the calendars hold.

CREATE TABLE pipeline.planning_preferences (
    workspace_id uuid NOT NULL,
    user_id uuid NOT NULL,
    settings jsonb NOT NULL DEFAULT '{}',            -- only what differs from the defaults
    learned jsonb NOT NULL DEFAULT '{}',             -- habits, with what they stand on
    version bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, user_id)
);

CREATE TABLE pipeline.calendars (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    workspace_id uuid NOT NULL,
    user_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('file', 'url', 'caldav', 'google')),
    name text NOT NULL,
    address text NOT NULL DEFAULT '',                -- URL of the feed or collection, id of a Google calendar
    username text,                                   -- CalDAV
    credential_id uuid,
    is_busy boolean NOT NULL DEFAULT true,           -- false: shown, but takes no time
    writes_back boolean NOT NULL DEFAULT false,      -- accepted blocks are written there as events
    sync jsonb NOT NULL DEFAULT '{}',                -- etag, last_modified, sync_token
    synced_at timestamptz,
    problem text,                                    -- why the last synchronisation failed
    failures int NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX calendars_user ON pipeline.calendars (workspace_id, user_id);
CREATE INDEX calendars_owner ON pipeline.calendars (user_id);

-- One row for each resource of a calendar: a whole file, a CalDAV object, a Google event; as iCalendar text.
CREATE TABLE pipeline.calendar_events (
    calendar_id uuid NOT NULL REFERENCES pipeline.calendars (id) ON DELETE CASCADE,
    workspace_id uuid NOT NULL,
    source text COLLATE "C" NOT NULL,
    etag text,
    body text NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (calendar_id, source)
);

-- Sign-ins at Google that were begun and not ended yet.
CREATE TABLE pipeline.calendar_signins (
    state_hash bytea PRIMARY KEY,
    workspace_id uuid NOT NULL,
    user_id uuid NOT NULL,
    name text NOT NULL,
    address text NOT NULL,
    writes_back boolean NOT NULL DEFAULT false,
    verifier text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL
);

-- Accepted blocks that are still to be written to a calendar, or taken out of it.
CREATE TABLE pipeline.calendar_writes (
    event_id text COLLATE "C" NOT NULL,
    calendar_id uuid NOT NULL REFERENCES pipeline.calendars (id) ON DELETE CASCADE,
    workspace_id uuid NOT NULL,
    user_id uuid NOT NULL,
    task_id uuid NOT NULL,
    during tstzrange NOT NULL,
    title text NOT NULL,
    etag text,
    written_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (calendar_id, event_id)
);

CREATE INDEX calendar_writes_user ON pipeline.calendar_writes (workspace_id, user_id);

-- How often a task's plan was missed or moved: what is put off again and again is named.
CREATE TABLE pipeline.planning_history (
    task_id uuid PRIMARY KEY,
    workspace_id uuid NOT NULL,
    user_id uuid NOT NULL,
    missed int NOT NULL DEFAULT 0,
    moved int NOT NULL DEFAULT 0,
    first_planned_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX planning_history_user ON pipeline.planning_history (workspace_id, user_id);
