-- The schema that everything of the pipeline's own lives in. The tables follow in later files.

COMMENT ON SCHEMA pipeline IS
  'Fractal''s worker pipeline: its queue, inputs and facts. The app''s tables are not here.';

-- Nobody but the owner looks in unless a later migration says so.
REVOKE ALL ON SCHEMA pipeline FROM PUBLIC;
