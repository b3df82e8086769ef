-- What a later mail may change or must not repeat: invitations by their UID, and notices to senders.

-- One row for each invitation that became a task. Two people of a workspace may be invited to the same thing, so the
-- user is part of the key. A UID above 300 characters stands here as its SHA-256.
CREATE TABLE pipeline.invitations (
    workspace_id uuid NOT NULL,
    user_id uuid NOT NULL,
    uid text COLLATE "C" NOT NULL CHECK (length(uid) BETWEEN 1 AND 300),
    task_id uuid NOT NULL,
    organizer text,                              -- address in lower case; only its authenticated mail changes the task
    sequence int NOT NULL DEFAULT 0,
    stamp timestamptz,
    cancelled boolean NOT NULL DEFAULT false,
    attendees jsonb NOT NULL DEFAULT '[]',
    raw_input_id uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, user_id, uid)
);

CREATE INDEX invitations_task ON pipeline.invitations (task_id);

-- Notices of failure, at most one a day for a sender and a reason. A row is written before anything is sent.
CREATE TABLE pipeline.mail_notices (
    sender text COLLATE "C" NOT NULL CHECK (length(sender) BETWEEN 1 AND 320),
    reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 40),
    day date NOT NULL,
    workspace_id uuid NOT NULL,
    job_id bigint NOT NULL,
    state text NOT NULL DEFAULT 'reserved' CHECK (state IN ('reserved', 'sending', 'sent')),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (sender, reason, day)
);

CREATE INDEX mail_notices_day ON pipeline.mail_notices (day);
CREATE INDEX mail_notices_workspace ON pipeline.mail_notices (workspace_id);
