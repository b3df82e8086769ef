-- Tasks that the app changed, in order. Filled by the optional trigger of `fractal migrate --app-trigger`; each consumer
-- keeps its own cursor. A row becomes visible when its transaction commits, which may be after a later number was read,
-- so consumers read only up to the oldest running transaction (column `xid`).

CREATE TABLE pipeline.changed_tasks (
    sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    task_id uuid NOT NULL,
    workspace_id uuid NOT NULL,
    operation text NOT NULL CHECK (operation IN ('insert', 'update', 'delete')),
    fields text[] NOT NULL DEFAULT '{}',
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    changed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE pipeline.change_cursors (
    consumer text PRIMARY KEY,
    sequence bigint NOT NULL DEFAULT 0,
    updated_at timestamptz NOT NULL DEFAULT now()
);

-- The function exists everywhere and does nothing until a trigger calls it. It runs with its owner's rights and a pinned
-- search_path, so the app's role needs no right on this schema.
CREATE FUNCTION pipeline.record_changed_task() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    changed text[] := '{}';
BEGIN
    IF TG_OP = 'DELETE' THEN
        INSERT INTO pipeline.changed_tasks (task_id, workspace_id, operation)
        VALUES (OLD.id, OLD.workspace_id, 'delete');
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF NEW.title IS DISTINCT FROM OLD.title THEN changed := changed || 'title'::text; END IF;
        IF NEW.description IS DISTINCT FROM OLD.description THEN changed := changed || 'description'::text; END IF;
        IF NEW.project_id IS DISTINCT FROM OLD.project_id THEN changed := changed || 'project_id'::text; END IF;
        IF NEW.deleted_at IS DISTINCT FROM OLD.deleted_at THEN changed := changed || 'deleted_at'::text; END IF;
        IF NEW.status IS DISTINCT FROM OLD.status THEN changed := changed || 'status'::text; END IF;
        IF NEW.is_completed IS DISTINCT FROM OLD.is_completed THEN changed := changed || 'is_completed'::text; END IF;
        IF cardinality(changed) = 0 THEN RETURN NULL; END IF;
    END IF;
    INSERT INTO pipeline.changed_tasks (task_id, workspace_id, operation, fields)
    VALUES (NEW.id, NEW.workspace_id, lower(TG_OP), changed);
    RETURN NULL;
END $$;

REVOKE ALL ON FUNCTION pipeline.record_changed_task() FROM PUBLIC;
