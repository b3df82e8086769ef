-- The calendar as it stands after all mails that counted, so that a mail about one date of a series can be joined to it:
-- iCalendar text without descriptions, null where it was too large or the row is older than this column.
ALTER TABLE pipeline.invitations ADD COLUMN series text CHECK (length(series) <= 65536);

-- The zone that the calendar means its floating times in, where it says so.
ALTER TABLE pipeline.invitations ADD COLUMN zone text CHECK (length(zone) BETWEEN 1 AND 100);
