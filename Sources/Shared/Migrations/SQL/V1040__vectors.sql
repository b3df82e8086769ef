-- What tasks are found by. `indexed_tasks` and `vectors` are the truth of the search; an index elsewhere is derived from
-- them. Every write takes the next number of its workspace in `index_changes`, whose row it holds until it commits, so
-- numbers become visible in order: a reader that has seen number n asks for what is above n.

CREATE TABLE pipeline.index_changes (
    workspace_id uuid PRIMARY KEY,
    change bigint NOT NULL DEFAULT 0,
    pruned bigint NOT NULL DEFAULT 0             -- rows of removed tasks up to here are gone: who is older reads all anew
);

CREATE TABLE pipeline.indexed_tasks (
    task_id uuid PRIMARY KEY,
    workspace_id uuid NOT NULL,
    project_id uuid,
    status text NOT NULL,
    task_created_at timestamptz NOT NULL,
    content_hash bytea NOT NULL,                 -- SHA-256 of the text
    words bytea NOT NULL,                        -- six bytes a word: 32 bits of its hash, how often it occurs
    is_removed boolean NOT NULL DEFAULT false,
    change bigint NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE UNIQUE INDEX indexed_tasks_change ON pipeline.indexed_tasks (workspace_id, change, task_id);
CREATE INDEX indexed_tasks_task ON pipeline.indexed_tasks (workspace_id, task_id);

CREATE TABLE pipeline.vectors (
    task_id uuid NOT NULL,
    workspace_id uuid NOT NULL,
    model text NOT NULL CHECK (length(model) BETWEEN 1 AND 100),
    content_hash bytea NOT NULL,
    vector bytea,                                -- float32, little-endian
    absence text CHECK (absence IN ('empty', 'unknown_words', 'refused')),
    change bigint NOT NULL,
    PRIMARY KEY (task_id, model),
    CHECK ((vector IS NULL) <> (absence IS NULL))
);

ALTER TABLE pipeline.vectors ALTER COLUMN vector SET STORAGE EXTERNAL;
CREATE INDEX vectors_model ON pipeline.vectors (model, workspace_id);

-- One model answers questions; another may be built beside it.
CREATE TABLE pipeline.embedding_models (
    model text PRIMARY KEY CHECK (length(model) BETWEEN 1 AND 100),
    dimensions int NOT NULL CHECK (dimensions > 0),
    state text NOT NULL CHECK (state IN ('building', 'active', 'retired')),
    created_at timestamptz NOT NULL DEFAULT now(),
    activated_at timestamptz
);

CREATE UNIQUE INDEX embedding_models_active ON pipeline.embedding_models (state) WHERE state = 'active';

-- Tasks whose points are to be made anew. A change while one is worked on raises the revision, so that it stays.
CREATE TABLE pipeline.embed_queue (
    task_id uuid PRIMARY KEY,
    workspace_id uuid NOT NULL,
    revision bigint NOT NULL DEFAULT 1,
    is_new boolean NOT NULL DEFAULT false,
    queued_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX embed_queue_workspace ON pipeline.embed_queue (workspace_id, queued_at);

-- How far an index elsewhere has followed each workspace.
CREATE TABLE pipeline.index_cursors (
    index_name text NOT NULL CHECK (length(index_name) BETWEEN 1 AND 40),
    model text NOT NULL,
    workspace_id uuid NOT NULL,
    change bigint NOT NULL DEFAULT 0,
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (index_name, model, workspace_id)
);
