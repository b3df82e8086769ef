-- What each further capture of a page brought. A part counts while the comment it came with is
-- there: what an undo takes back, or a person deletes, can be saved again.
CREATE TABLE pipeline.capture_parts (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    workspace_id uuid NOT NULL,
    capture_id uuid NOT NULL REFERENCES pipeline.captures (id) ON DELETE CASCADE,
    task_id uuid NOT NULL,
    comment_id uuid,                                     -- NULL: it made none, and always counts
    raw_input_id uuid NOT NULL,
    seen_hashes text[] NOT NULL DEFAULT '{}',            -- its new selections and notes
    content_hash bytea,                                  -- its article, where that had changed
    readable_key text,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE INDEX capture_parts_capture ON pipeline.capture_parts (capture_id, created_at);
CREATE INDEX capture_parts_readable ON pipeline.capture_parts (readable_key)
    WHERE readable_key IS NOT NULL;
