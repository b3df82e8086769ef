-- Which form of answer each language model takes, found out by trying once; belongs to no workspace.
CREATE TABLE pipeline.answer_forms (
    model text PRIMARY KEY CHECK (length(model) BETWEEN 1 AND 2048),
    form text NOT NULL CHECK (form IN ('structured', 'forced_tool', 'asked')),
    found_at timestamptz NOT NULL DEFAULT now()
);
