// @ts-check
/** @typedef {import("./types.js").Failure} Failure */

/** @type {Record<import("./types.js").FailureCode, string>} */
const sentences = {
  notSetUp: "Fractal is not set up yet: name your server and a token in the settings.",
  signedOut: "Not signed in: the server does not know the token. Put a good one into the settings.",
  forbidden: "The token may not save pages. Make one with the scope “capture”.",
  noPermission: "The browser may not reach the server. Connect once more in the settings.",
  noSuchServer: "Nothing at the server's address takes captures. Check it in the settings.",
  tooLarge: "The page is larger than 20 MB. It can be saved without its text.",
  refused: "The server does not take this capture.",
  noProject: "The project is gone or closed to you. Choose another one.",
  redirected: "The server's address leads elsewhere. Put the final address into the settings.",
  unreachable: "The server is away. The capture is safe here and will be sent by itself.",
  busy: "The server cannot take it now. It will be sent by itself.",
};

/**
 * What went wrong and what to do, for a person.
 *
 * @param {Failure} failure
 */
export function describe(failure) {
  const sentence = sentences[failure.code] ?? sentences.refused;
  return failure.code === "refused" && failure.detail
    ? `${sentence} It says: ${failure.detail}` : sentence;
}

/**
 * A time from now in words that need no clock: “in 2 minutes”.
 *
 * @param {number} milliseconds
 */
export function fromNow(milliseconds) {
  const seconds = Math.round(milliseconds / 1_000);
  if (seconds <= 1) return "now";
  if (seconds < 90) return `in ${seconds} seconds`;
  return `in ${Math.round(seconds / 60)} minutes`;
}

/**
 * A day as people of the browser's language write it.
 *
 * @param {number | string} time
 */
export function day(time) {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return "";
  return date.toLocaleDateString(undefined, { dateStyle: "medium" });
}
