-- What a capability suggests and a person accepts or rejects group by group.

CREATE TABLE pipeline.proposals (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    workspace_id uuid NOT NULL,
    user_id uuid NOT NULL,
    kind text NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
    title text NOT NULL,
    task_id uuid,                                -- the task it is about, where there is one
    reasons jsonb NOT NULL DEFAULT '[]',
    origin jsonb NOT NULL DEFAULT '{}',          -- model, prompt, seed, iterations, job
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'decided', 'withdrawn')),
    version bigint NOT NULL DEFAULT 1,
    made jsonb NOT NULL DEFAULT '{}',            -- the tasks that accepted drafts became, by key
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz
);

CREATE INDEX proposals_user ON pipeline.proposals (workspace_id, user_id, created_at DESC);
CREATE INDEX proposals_task ON pipeline.proposals (task_id) WHERE task_id IS NOT NULL;

CREATE TABLE pipeline.proposal_groups (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    proposal_id uuid NOT NULL REFERENCES pipeline.proposals (id) ON DELETE CASCADE,
    ordinal int NOT NULL,
    title text NOT NULL,
    reasons jsonb NOT NULL DEFAULT '[]',
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'rejected')),
    decided_by uuid,
    decided_at timestamptz,
    decision_reason text,
    transaction_id uuid,
    CHECK ((state = 'open') = (decided_at IS NULL)),
    CHECK ((state = 'accepted') = (transaction_id IS NOT NULL)),
    UNIQUE (proposal_id, ordinal)
);

CREATE TABLE pipeline.proposal_items (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    group_id uuid NOT NULL REFERENCES pipeline.proposal_groups (id) ON DELETE CASCADE,
    proposal_id uuid NOT NULL REFERENCES pipeline.proposals (id) ON DELETE CASCADE,
    ordinal int NOT NULL,
    kind text NOT NULL CHECK (kind IN ('create', 'move', 'set', 'depend')),
    task_id uuid,                                -- the task it changes; after acceptance the one it made
    change jsonb NOT NULL,
    base jsonb NOT NULL DEFAULT '{}',
    reasons jsonb NOT NULL DEFAULT '[]',
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'applied', 'deferred')),
    UNIQUE (group_id, ordinal)
);

CREATE INDEX proposal_items_proposal ON pipeline.proposal_items (proposal_id);
CREATE INDEX proposal_items_task ON pipeline.proposal_items (task_id) WHERE task_id IS NOT NULL;
