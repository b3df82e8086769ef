-- What an address does with mail of lists and with mass mail; both become tasks unless its owner says otherwise.
ALTER TABLE pipeline.addresses
    ADD COLUMN list_mail_policy text NOT NULL DEFAULT 'accept'
        CHECK (list_mail_policy IN ('accept', 'quarantine', 'drop')),
    ADD COLUMN bulk_mail_policy text NOT NULL DEFAULT 'accept'
        CHECK (bulk_mail_policy IN ('accept', 'quarantine', 'drop'));
