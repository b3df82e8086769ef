// @ts-check
/**
 * The shapes that the modules share.
 *
 * @typedef {object} Settings
 * @property {string} server  address without a slash at its end; empty before the set-up
 * @property {string} token  API token of scope `capture`; empty before the set-up
 * @property {string | null} project  id of the default project; null for the inbox
 * @property {boolean} opensPopup  whether the popup opens after each capture
 * @property {boolean} leadsWithVerb  whether titles of tasks begin with a verb
 *
 * @typedef {object} CollectedPage  what the injected script saw
 * @property {string} url
 * @property {string} title
 * @property {string | null} html  null where there is no document to read, or it is too large
 * @property {string[]} selections  HTML of each selected range
 * @property {Viewport | null} viewport
 * @property {boolean} isTooLarge
 *
 * @typedef {object} Viewport
 * @property {number} width
 * @property {number} height
 * @property {number} scrollX
 * @property {number} scrollY
 * @property {number} devicePixelRatio
 *
 * @typedef {"page" | "selection" | "link" | "image"} CaptureKind
 *
 * @typedef {"waiting" | "held"} RowState  waiting for its time, or held until a person acts
 *
 * @typedef {"notSetUp" | "signedOut" | "forbidden" | "noPermission" | "noSuchServer"
 *   | "tooLarge" | "refused" | "noProject" | "redirected" | "unreachable" | "busy"} FailureCode
 *
 * @typedef {object} Failure
 * @property {FailureCode} code
 * @property {string} [detail]  the server's own sentence, where it gave one
 *
 * @typedef {object} Row  a capture that has not been delivered; its page lies beside it
 * @property {string} captureId  UUID; the server takes each only once
 * @property {CaptureKind} kind
 * @property {string} url
 * @property {string} [subject]  the address that the task is about: of the link or the picture too
 * @property {string} [after]  the capture that it adds to, and that has to reach the server first
 * @property {string} title
 * @property {string | null} project
 * @property {string[]} tags
 * @property {string} note
 * @property {number} createdAt  milliseconds since 1970
 * @property {number} nextAt  not to be sent before
 * @property {number} attempts
 * @property {boolean} [mayBeTaken]  whether the server may have it: an attempt began and was not
 *   refused
 * @property {RowState} state
 * @property {Failure | null} failure  why the last attempt failed
 * @property {number} bytes  size of the page beside it
 *
 * @typedef {object} Saved  a capture that the server has taken
 * @property {string} captureId
 * @property {string} title
 * @property {string} url
 * @property {string} [subject]
 * @property {string} [after]
 * @property {string | null} [project]
 * @property {string[]} [tags]
 * @property {string} [note]
 * @property {boolean} wasSaved  whether the project had the page before
 * @property {number} savedAt
 *
 * @typedef {object} Answer  what the server said
 * @property {number} status
 * @property {any} document  the JSON body; null where there is none
 * @property {number | null} retryAfterSeconds
 *
 * @typedef {object} Project
 * @property {string} id
 * @property {string} path  names from the outermost project inwards
 *
 * @typedef {object} Targets  where a token may save to
 * @property {string} account  the person's address and the workspace's name
 * @property {Project[]} projects
 * @property {string[]} tags  the workspace's tags
 *
 * @typedef {object} Overview  what the popup shows
 * @property {Row | null} current
 * @property {Saved | null} saved
 * @property {Row[]} waiting
 * @property {boolean} isSetUp
 */
export {};
