-- The app's tables as the pipeline reads and writes them, for a database that the pipeline has to
-- itself. Never applied where the app keeps its own history (public.flyway_schema_history).
-- What stands here is also what `fractal migrate --status` looks for in the app's own database.

CREATE EXTENSION IF NOT EXISTS pgcrypto WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS ltree WITH SCHEMA public;

CREATE TABLE public.users (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    email varchar(255) UNIQUE NOT NULL,
    full_name varchar(100),
    avatar_url text,
    is_active boolean DEFAULT true,
    created_at timestamptz DEFAULT now(),
    updated_at timestamptz DEFAULT now()
);
CREATE TABLE public.user_settings (
    user_id uuid PRIMARY KEY REFERENCES public.users(id),
    timezone varchar(50) DEFAULT 'UTC',          -- IANA name
    daily_digest_time time,
    theme_preference varchar(20),
    created_at timestamptz DEFAULT now()
);
CREATE TABLE public.user_identities (
    user_id uuid REFERENCES public.users(id),
    provider varchar(20),                        -- GOOGLE, GITHUB
    provider_id varchar(255),
    PRIMARY KEY (user_id, provider)
);
CREATE TABLE public.workspaces (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    owner_id uuid REFERENCES public.users(id),
    name varchar(100) NOT NULL,
    slug varchar(100) UNIQUE,
    plan_type varchar(50) DEFAULT 'FREE',        -- FREE, PRO, ENTERPRISE
    stripe_customer_id varchar(255),
    created_at timestamptz DEFAULT now(),
    updated_at timestamptz DEFAULT now(),
    deleted_at timestamptz
);
CREATE TABLE public.workspace_members (
    workspace_id uuid REFERENCES public.workspaces(id) ON DELETE CASCADE,
    user_id uuid REFERENCES public.users(id) ON DELETE CASCADE,
    role varchar(20) DEFAULT 'MEMBER',           -- OWNER, ADMIN, MEMBER, VIEWER
    joined_at timestamptz DEFAULT now(),
    PRIMARY KEY (workspace_id, user_id)
);
CREATE TABLE public.projects (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    workspace_id uuid NOT NULL REFERENCES public.workspaces(id) ON DELETE CASCADE,
    parent_id uuid,
    name varchar(255) NOT NULL,
    color varchar(7),
    view_style varchar(50) DEFAULT 'LIST',       -- LIST, BOARD, CALENDAR, GANTT; planned, never read by the pipeline
    is_archived boolean DEFAULT false,
    created_by uuid NOT NULL REFERENCES public.users(id),
    created_at timestamptz DEFAULT now(),
    updated_at timestamptz DEFAULT now(),
    deleted_at timestamptz
);
CREATE TABLE public.project_hierarchy (                 -- closure table, depth 0 is the project itself
    ancestor_id uuid REFERENCES public.projects(id) ON DELETE CASCADE,
    descendant_id uuid REFERENCES public.projects(id) ON DELETE CASCADE,
    depth int NOT NULL,
    PRIMARY KEY (ancestor_id, descendant_id)
);
CREATE TABLE public.project_members (
    project_id uuid REFERENCES public.projects(id) ON DELETE CASCADE,
    user_id uuid REFERENCES public.users(id) ON DELETE CASCADE,
    role varchar(20) NOT NULL DEFAULT 'VIEWER',  -- OWNER > ADMIN > EDITOR > VIEWER; EDITOR and above may create tasks.
                                                 -- Membership is a row for this very project; parents give nothing
    is_favorite boolean DEFAULT false,
    notifications_enabled boolean DEFAULT true,
    created_at timestamptz DEFAULT now(),
    PRIMARY KEY (project_id, user_id)
);
CREATE TABLE public.tasks (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    workspace_id uuid NOT NULL,
    project_id uuid REFERENCES public.projects(id) ON DELETE CASCADE,
    parent_task_id uuid REFERENCES public.tasks(id) ON DELETE CASCADE,
    title text NOT NULL,
    description text,                            -- Markdown
    priority smallint DEFAULT 0,                 -- 1 high, 2 medium, 3 low, 0 none
    status varchar(50) DEFAULT 'TODO',           -- beside the default: IN_PROGRESS, DONE, CANCELED
    bucket_id uuid,
    is_completed boolean DEFAULT false,
    completed_at timestamptz,
    archived boolean DEFAULT false,
    lexorank varchar(255) NOT NULL,              -- format is the app's: append after the greatest by bytes (COLLATE "C")
                                                 -- within workspace, project, parent; never rebalance rows the app owns
    start_date timestamptz,
    due_date timestamptz,
    soft_deadline timestamptz,
    is_hard_deadline boolean DEFAULT false,
    recurrence_rule text,                        -- RFC 5545 RRULE
    timezone varchar(50) DEFAULT 'UTC',          -- IANA name, always valid; floating is kept in pipeline.task_facts
    embedding_id uuid,                           -- the app's; the pipeline leaves it alone
    estimated_minutes int,
    time_spent_minutes int DEFAULT 0,
    version bigint DEFAULT 1,                    -- optimistic lock: every update is conditional on it and adds 1
    created_by uuid NOT NULL,
    created_at timestamptz DEFAULT now(),
    updated_at timestamptz DEFAULT now(),
    deleted_at timestamptz,
    search_vector tsvector
);
CREATE TABLE public.task_hierarchy (
    ancestor_id uuid REFERENCES public.tasks(id) ON DELETE CASCADE,
    descendant_id uuid REFERENCES public.tasks(id) ON DELETE CASCADE,
    depth int NOT NULL,
    PRIMARY KEY (ancestor_id, descendant_id)
);
CREATE TABLE public.task_recurrence_exceptions (
    id uuid PRIMARY KEY,
    original_task_id uuid REFERENCES public.tasks(id),
    original_date timestamptz,
    new_date timestamptz,
    is_completed boolean,
    is_deleted boolean,
    created_at timestamptz DEFAULT now()
);
CREATE TABLE public.task_dependencies (                 -- a DAG
    blocker_task_id uuid REFERENCES public.tasks(id) ON DELETE CASCADE,
    blocked_task_id uuid REFERENCES public.tasks(id) ON DELETE CASCADE,
    dependency_type varchar(20) DEFAULT 'FINISH_TO_START',
    created_at timestamptz DEFAULT now(),
    PRIMARY KEY (blocker_task_id, blocked_task_id)
);
CREATE TABLE public.tags (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    workspace_id uuid NOT NULL,
    name varchar(50) NOT NULL,
    color varchar(7),
    created_at timestamptz DEFAULT now(),
    UNIQUE (workspace_id, name)
);
CREATE TABLE public.task_tags (
    task_id uuid REFERENCES public.tasks(id) ON DELETE CASCADE,
    tag_id uuid REFERENCES public.tags(id) ON DELETE CASCADE,
    PRIMARY KEY (task_id, tag_id)
);
CREATE TABLE public.inbound_email_routing (
    email_slug varchar(255) PRIMARY KEY,
    target_project_id uuid,
    user_id uuid
);
CREATE TABLE public.command_log (                       -- every change, for undo and redo
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    transaction_id uuid,
    user_id uuid NOT NULL,
    workspace_id uuid NOT NULL,
    entity_id uuid NOT NULL,
    entity_type varchar(20),                     -- TASK, PROJECT, TAG
    action_type varchar(50),                     -- CREATE, UPDATE_FIELD, DELETE
    previous_state jsonb,
    new_state jsonb,
    created_at timestamptz DEFAULT now()
);
CREATE TABLE public.attachments (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    task_id uuid REFERENCES public.tasks(id) ON DELETE CASCADE,
    uploader_id uuid NOT NULL,
    file_name varchar(255) NOT NULL,
    file_type varchar(100),
    file_size_bytes bigint,
    s3_bucket varchar(64) NOT NULL,              -- 'local' for the folder store
    s3_key varchar(1024) NOT NULL,
    storage_provider varchar(20) DEFAULT 'AWS_S3',
    is_public boolean DEFAULT false,
    created_at timestamptz DEFAULT now()
);
CREATE TABLE public.task_comments (
    id uuid PRIMARY KEY,
    task_id uuid REFERENCES public.tasks(id),
    user_id uuid,
    content text,                                -- Markdown
    parent_comment_id uuid REFERENCES public.task_comments(id),
    thread_path public.ltree,                           -- labels are uuids without hyphens (PostgreSQL 15 refuses '-')
    created_at timestamptz
);
CREATE TABLE public.webhook_subscriptions (
    id uuid PRIMARY KEY,
    project_id uuid REFERENCES public.projects(id),
    target_url text,
    events text[],                               -- TASK_CREATED, TASK_COMPLETED, ...
    secret_key varchar(255),
    created_at timestamptz
);

CREATE INDEX idx_users_email ON public.users(email);
CREATE INDEX idx_projects_workspace ON public.projects(workspace_id);
CREATE INDEX idx_projects_deleted_at ON public.projects(deleted_at);
CREATE INDEX idx_project_members_user ON public.project_members(user_id);
CREATE INDEX idx_tasks_project ON public.tasks(project_id);
CREATE INDEX idx_tasks_parent ON public.tasks(parent_task_id);
CREATE INDEX idx_tasks_lexorank ON public.tasks(project_id, lexorank);
CREATE INDEX idx_tasks_due_date ON public.tasks(due_date);
CREATE INDEX idx_attachments_task ON public.attachments(task_id);
CREATE INDEX idx_command_log_transaction ON public.command_log(transaction_id);
