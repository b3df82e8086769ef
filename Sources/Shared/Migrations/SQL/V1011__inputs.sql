-- Everything that came in from outside, once, before anything is made of it.

-- Where mail may arrive beside the app's own inbound_email_routing.
CREATE TABLE pipeline.addresses (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    slug text NOT NULL UNIQUE CHECK (slug = lower(slug) AND length(slug) BETWEEN 1 AND 255),
    workspace_id uuid NOT NULL,
    user_id uuid NOT NULL,
    project_id uuid,
    task_id uuid,
    unknown_sender_policy text NOT NULL DEFAULT 'accept'
        CHECK (unknown_sender_policy IN ('accept', 'quarantine', 'reject')),
    failed_authentication_policy text NOT NULL DEFAULT 'quarantine'
        CHECK (failed_authentication_policy IN ('accept', 'quarantine', 'reject')),
    automatic_mail_policy text NOT NULL DEFAULT 'drop'
        CHECK (automatic_mail_policy IN ('accept', 'quarantine', 'drop')),
    allowed_senders text[] NOT NULL DEFAULT '{}',
    notify_failures boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    rotated_from uuid,
    revoked_at timestamptz
);

CREATE INDEX addresses_workspace ON pipeline.addresses (workspace_id, user_id);
CREATE INDEX addresses_task ON pipeline.addresses (task_id) WHERE task_id IS NOT NULL;

-- One row for each accepted mail, capture or line. The unique key is the only guard against duplicates.
CREATE TABLE pipeline.raw_inputs (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    workspace_id uuid NOT NULL,
    user_id uuid NOT NULL,
    source text NOT NULL CHECK (length(source) BETWEEN 1 AND 40),
    dedupe_key text NOT NULL CHECK (length(dedupe_key) BETWEEN 1 AND 200),
    identity_key text CHECK (length(identity_key) BETWEEN 1 AND 200),
    object_key text,
    byte_count bigint NOT NULL CHECK (byte_count >= 0),
    address_id uuid,
    recipient text,
    details jsonb NOT NULL DEFAULT '{}',
    received_at timestamptz NOT NULL DEFAULT now(),
    job_id bigint,
    outcome text CHECK (outcome IN ('task', 'comment', 'quarantined', 'dropped', 'failed')),
    outcome_reason text,
    outcome_at timestamptz,
    task_id uuid,
    comment_id uuid,
    transaction_id uuid,
    CHECK ((outcome IS NULL) = (outcome_at IS NULL)),
    CHECK (outcome IS DISTINCT FROM 'failed' OR outcome_reason IS NOT NULL),
    UNIQUE (workspace_id, dedupe_key)
);

CREATE INDEX raw_inputs_identity ON pipeline.raw_inputs (workspace_id, identity_key)
    WHERE identity_key IS NOT NULL;
CREATE INDEX raw_inputs_object ON pipeline.raw_inputs (object_key) WHERE object_key IS NOT NULL;
CREATE INDEX raw_inputs_received ON pipeline.raw_inputs (received_at);
CREATE INDEX raw_inputs_task ON pipeline.raw_inputs (task_id) WHERE task_id IS NOT NULL;

-- Held messages, waiting for a person to release or drop them.
CREATE TABLE pipeline.quarantine (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    raw_input_id uuid NOT NULL UNIQUE REFERENCES pipeline.raw_inputs (id) ON DELETE CASCADE,
    workspace_id uuid NOT NULL,
    user_id uuid NOT NULL,
    reason text NOT NULL,
    sender text,
    subject text,
    held_at timestamptz NOT NULL DEFAULT now(),
    state text NOT NULL DEFAULT 'held' CHECK (state IN ('held', 'released', 'dropped')),
    decided_by uuid,
    decided_at timestamptz
);

CREATE INDEX quarantine_held ON pipeline.quarantine (workspace_id, held_at) WHERE state = 'held';

-- Which Message-ID became, or belongs to the conversation of, which task or comment.
CREATE TABLE pipeline.message_ids (
    workspace_id uuid NOT NULL,
    message_id text NOT NULL CHECK (length(message_id) BETWEEN 1 AND 998),
    task_id uuid NOT NULL,
    comment_id uuid,
    role text NOT NULL DEFAULT 'own' CHECK (role IN ('own', 'reference', 'invitation')),
    raw_input_id uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, message_id, task_id)
);

CREATE INDEX message_ids_task ON pipeline.message_ids (task_id);

-- Which page became which task. Without a project the nil UUID stands, so that one unique rule covers both.
CREATE TABLE pipeline.captures (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    workspace_id uuid NOT NULL,
    project_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    canonical_url text NOT NULL CHECK (length(canonical_url) BETWEEN 1 AND 8192),
    canonical_url_hash bytea NOT NULL CHECK (octet_length(canonical_url_hash) = 32),  -- SHA-256 of canonical_url
    task_id uuid NOT NULL,
    content_hash bytea,
    readable_key text,
    raw_input_id uuid,
    captured_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (workspace_id, project_id, canonical_url_hash)
);

CREATE INDEX captures_task ON pipeline.captures (task_id);

-- Objects that no row names for the moment but that an undo or a redo may bring back.
CREATE TABLE pipeline.object_holds (
    object_key text NOT NULL,
    transaction_id uuid NOT NULL,
    workspace_id uuid NOT NULL,
    held_until timestamptz NOT NULL,
    PRIMARY KEY (object_key, transaction_id)
);

CREATE INDEX object_holds_until ON pipeline.object_holds (held_until);
