-- What the reader, and a later capture of the same page, need to know of a saved page.
ALTER TABLE pipeline.captures
    ADD COLUMN user_id uuid,
    ADD COLUMN source_url text,
    ADD COLUMN title text,
    ADD COLUMN details jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN seen_hashes text[] NOT NULL DEFAULT '{}';   -- selections and notes the task has already

-- Every address under which a saved page was met: its own and the canonical one, both normalised.
CREATE TABLE pipeline.capture_addresses (
    workspace_id uuid NOT NULL,
    project_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    address_hash bytea NOT NULL CHECK (octet_length(address_hash) = 32),
    capture_id uuid NOT NULL REFERENCES pipeline.captures (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, project_id, address_hash)
);

CREATE INDEX capture_addresses_capture ON pipeline.capture_addresses (capture_id);
CREATE INDEX captures_updated ON pipeline.captures (workspace_id, updated_at);
