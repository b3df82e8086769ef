-- API tokens. Only the SHA-256 of a token's secret is kept; `lookup` is its public half, by which the row is found.
-- User tokens act as one user in one workspace; operator tokens have neither and reach only what their scopes name.

CREATE TABLE pipeline.tokens (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    kind text NOT NULL CHECK (kind IN ('user', 'operator')),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    lookup text NOT NULL UNIQUE,
    secret_hash bytea NOT NULL CHECK (octet_length(secret_hash) = 32),
    user_id uuid,
    workspace_id uuid,
    scopes text[] NOT NULL CHECK (cardinality(scopes) > 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz,
    revoked_at timestamptz,
    last_used_at timestamptz,
    CHECK ((kind = 'user') = (user_id IS NOT NULL)),
    CHECK ((kind = 'user') = (workspace_id IS NOT NULL)),
    CHECK (kind = 'user' OR scopes <@ ARRAY['inbound', 'metrics', 'admin'])
);

CREATE INDEX tokens_user ON pipeline.tokens (user_id, workspace_id) WHERE user_id IS NOT NULL;
