-- How much each kind of evidence counts when a person's project is guessed, learned from what they filed.
CREATE TABLE pipeline.vote_weights (
    workspace_id uuid NOT NULL,
    user_id uuid NOT NULL,
    weights double precision[] NOT NULL,
    tasks int NOT NULL DEFAULT 0,
    learned_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, user_id)
);
