// @ts-check
/** Every number that bounds or times something, in one place. */
export const Limits = Object.freeze({
  /** Bytes (UTF-8) of a page's HTML; the server takes no more. */
  htmlBytes: 20_971_520,
  /** Bytes (UTF-8) of a whole capture as JSON, before it is compressed. */
  bodyBytes: 29_000_000,
  /** Bytes of a picture that is sent with its capture; of a larger one only the address is. */
  pictureBytes: 6_291_456,
  /** Characters of a title, a note and a tag. */
  titleCharacters: 500,
  noteCharacters: 10_000,
  tagCharacters: 50,
  /** Tags of one capture, and tags remembered as suggestions. */
  tags: 20,
  rememberedTags: 50,
  /** Captures that may wait at once. */
  waitingCaptures: 500,
  /** Captures remembered as saved while the browser runs. */
  recentCaptures: 20,

  /** Milliseconds for which a fresh capture waits, so that it can be taken back. */
  undoMilliseconds: 5_000,
  /** A second click within this many milliseconds is a double click, not an undo. */
  doubleClickMilliseconds: 1_000,
  /** Milliseconds for which one sign of life of the open popup holds its capture back. */
  popupHoldMilliseconds: 10_000,
  /** Milliseconds between two signs of life of the popup. */
  popupBeatMilliseconds: 3_000,
  /** Milliseconds that remain to undo after the popup was closed. */
  popupGraceMilliseconds: 1_500,
  /** Milliseconds for which "saved" stays on the button. */
  savedBadgeMilliseconds: 4_000,

  /** Milliseconds before the first new attempt; doubled with each further one. */
  firstRetryMilliseconds: 5_000,
  /** Longest wait between two attempts, in milliseconds. */
  longestRetryMilliseconds: 1_800_000,
  /** Milliseconds that one upload may take, and any other request. */
  uploadMilliseconds: 120_000,
  requestMilliseconds: 15_000,
  /** Milliseconds that reading a picture in its page may take. */
  pictureMilliseconds: 5_000,
  /** Milliseconds that looking for the words of a link or a picture may take. */
  wordsMilliseconds: 1_500,
  /** Browsers ring an alarm at the earliest after this many milliseconds. */
  shortestAlarmMilliseconds: 30_000,
});
