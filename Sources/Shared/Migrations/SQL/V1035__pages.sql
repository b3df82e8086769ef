-- Ways into the pages that a browser shows. Only SHA-256 of the secrets is kept.

-- A link opens one page for one user, once.
CREATE TABLE pipeline.page_links (
    secret_hash bytea PRIMARY KEY CHECK (octet_length(secret_hash) = 32),
    workspace_id uuid NOT NULL,
    user_id uuid NOT NULL,
    path text NOT NULL CHECK (path LIKE '/%' AND length(path) <= 1000),
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);

CREATE INDEX page_links_expiry ON pipeline.page_links (expires_at);

-- What an opened link leaves in the browser: the page and what lies below its path, for a while.
CREATE TABLE pipeline.page_sessions (
    secret_hash bytea PRIMARY KEY CHECK (octet_length(secret_hash) = 32),
    workspace_id uuid NOT NULL,
    user_id uuid NOT NULL,
    path text NOT NULL CHECK (path LIKE '/%' AND length(path) <= 1000),
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL
);

CREATE INDEX page_sessions_expiry ON pipeline.page_sessions (expires_at);
