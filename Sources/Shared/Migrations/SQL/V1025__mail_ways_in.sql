-- Mail providers that call us, and mailboxes that we look into.

-- Tokens of requests whose signature does not cover their content (Mailgun): each is good for one content. Kept for
-- longer than a token counts.
CREATE TABLE pipeline.inbound_tokens (
    provider text NOT NULL CHECK (length(provider) BETWEEN 1 AND 40),
    token_hash bytea NOT NULL CHECK (octet_length(token_hash) = 32),      -- SHA-256 of the token
    content_hash bytea NOT NULL CHECK (octet_length(content_hash) = 32),  -- SHA-256 of what came with it
    used_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (provider, token_hash)
);

CREATE INDEX inbound_tokens_used ON pipeline.inbound_tokens (used_at);

-- IMAP mailboxes. How far one was read stands here and is moved in the transaction that stores the message; flags of the
-- server decide nothing. One poller at a time: the one whose claim stands here and has not run out.
CREATE TABLE pipeline.mailboxes (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    workspace_id uuid NOT NULL,
    user_id uuid NOT NULL,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    host text NOT NULL CHECK (length(host) BETWEEN 1 AND 255),
    port integer NOT NULL CHECK (port BETWEEN 1 AND 65535),
    security text NOT NULL CHECK (security IN ('tls', 'starttls', 'none')),
    login text NOT NULL CHECK (length(login) BETWEEN 1 AND 320),
    credential_id uuid NOT NULL,
    folder text NOT NULL DEFAULT 'INBOX' CHECK (length(folder) BETWEEN 1 AND 1000),
    recipient text,                                -- where its mail goes; nil: as its own header fields say
    after_storing text NOT NULL DEFAULT 'keep' CHECK (after_storing IN ('keep', 'move', 'delete')),
    target_folder text CHECK (length(target_folder) BETWEEN 1 AND 1000),
    uid_validity bigint,
    last_uid bigint NOT NULL DEFAULT 0,
    enabled boolean NOT NULL DEFAULT true,
    next_poll_at timestamptz NOT NULL DEFAULT now(),
    claim_token uuid,
    claimed_until timestamptz,
    failures integer NOT NULL DEFAULT 0,
    last_error text,
    last_polled_at timestamptz,
    stored_count bigint NOT NULL DEFAULT 0,
    refused_count bigint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((after_storing = 'move') = (target_folder IS NOT NULL)),
    UNIQUE (workspace_id, name)
);

CREATE INDEX mailboxes_due ON pipeline.mailboxes (next_poll_at) WHERE enabled;

-- Which message of a mailbox became which input, or why none; written with the input itself. `cleared` is false while a
-- message that is stored has still to be moved or deleted on the server.
CREATE TABLE pipeline.mailbox_messages (
    mailbox_id uuid NOT NULL REFERENCES pipeline.mailboxes (id) ON DELETE CASCADE,
    workspace_id uuid NOT NULL,
    uid_validity bigint NOT NULL,
    uid bigint NOT NULL,
    refusal text,                                  -- a code of ours where it became no input
    cleared boolean NOT NULL,
    seen_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (mailbox_id, uid_validity, uid)
);

CREATE INDEX mailbox_messages_pending ON pipeline.mailbox_messages (mailbox_id, uid) WHERE NOT cleared;
