-- What the credential of a mailbox is: a password, an OAuth access token, or a refresh token that access tokens are asked for with.
ALTER TABLE pipeline.mailboxes ADD COLUMN authentication text NOT NULL DEFAULT 'password'
    CHECK (authentication IN ('password', 'access_token', 'refresh_token'));
