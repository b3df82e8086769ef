-- How often a task's deadline was moved: what is put off again and again is offered a breakdown.
CREATE TABLE pipeline.postponements (
    task_id uuid PRIMARY KEY,
    workspace_id uuid NOT NULL,
    times integer NOT NULL DEFAULT 0,
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX postponements_workspace ON pipeline.postponements (workspace_id);
