-- Sealed secrets: AES-256-GCM under HKDF-SHA256 of APP_SECRET with a purpose label; the associated data names table, column,
-- row, workspace and key id, so that a sealed value moved elsewhere does not open.
CREATE TABLE pipeline.credentials (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    workspace_id uuid NOT NULL,
    user_id uuid NOT NULL,
    kind text NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
    name text NOT NULL,
    key_id text NOT NULL,
    nonce bytea NOT NULL CHECK (octet_length(nonce) = 12),
    sealed bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (workspace_id, user_id, kind, name)
);

-- Calls, tokens and cost of outside models by workspace, day and kind.
CREATE TABLE pipeline.usage (
    workspace_id uuid NOT NULL,
    day date NOT NULL,
    kind text NOT NULL CHECK (length(kind) BETWEEN 1 AND 60),
    model text NOT NULL DEFAULT '',
    calls bigint NOT NULL DEFAULT 0,
    input_tokens bigint NOT NULL DEFAULT 0,
    output_tokens bigint NOT NULL DEFAULT 0,
    cost_micros bigint NOT NULL DEFAULT 0,       -- millionths of a US dollar
    failures bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (workspace_id, day, kind, model)
);

-- How much a workspace may use in a day; nil workspace is the default of all.
CREATE TABLE pipeline.usage_budgets (
    workspace_id uuid NOT NULL,
    kind text NOT NULL,
    daily_calls bigint,
    daily_tokens bigint,
    daily_cost_micros bigint,
    PRIMARY KEY (workspace_id, kind)
);
