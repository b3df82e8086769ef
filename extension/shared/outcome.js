// @ts-check
/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").FailureCode} FailureCode */

/**
 * What becomes of a capture after the server's answer: done, tried again later, or held until a
 * person has done something, because trying again could not help.
 *
 * @param {Answer} answer
 * @returns {{ kind: "done" } | { kind: "retry" | "hold", code: FailureCode, detail?: string }}
 */
export function judge(answer) {
  const { status } = answer;
  if (status >= 200 && status < 300) return { kind: "done" };
  const detail = sentence(answer.document);
  if (status === 0 || (status >= 300 && status < 400)) return { kind: "hold", code: "redirected" };
  if (status === 401) return { kind: "hold", code: "signedOut" };
  if (status === 404) {
    // A server that speaks of a project knows the path; another 404 is a wrong address.
    const isProject = /project/i.test(JSON.stringify(answer.document) ?? "");
    return { kind: "hold", code: isProject ? "noProject" : "noSuchServer", detail };
  }
  if (status === 403) {
    const isProject = /project/i.test(detail ?? "");
    return { kind: "hold", code: isProject ? "noProject" : "forbidden", detail };
  }
  if (status === 413) return { kind: "hold", code: "tooLarge", detail };
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    return { kind: "retry", code: "busy", detail };
  }
  return { kind: "hold", code: "refused", detail };
}

/**
 * The sentence of a problem document (RFC 9457), with the first fault it names.
 *
 * @param {any} document
 * @returns {string | undefined}
 */
export function sentence(document) {
  if (!document || typeof document !== "object") return undefined;
  const fault = document.errors?.[0]?.detail;
  const text = fault ?? document.detail ?? document.title;
  return typeof text === "string" && text ? text.slice(0, 300) : undefined;
}

/** Failures that end when the person has signed in anew or corrected the address. */
export const healedBySettings = new Set(
  ["notSetUp", "signedOut", "forbidden", "noPermission", "noSuchServer", "redirected"]);

/**
 * What a refused line means for a person.
 *
 * @param {number} status
 * @param {any} document
 */
export function lineFailure(status, document) {
  switch (status) {
    case 404: return "This server cannot add tasks from a line yet.";
    case 401: return "Not signed in: put a valid token into the settings.";
    case 403: return "The token may not add tasks.";
    case 429: return "Too many at once. Try again in a moment.";
    default: return status >= 500
      ? "The server has trouble. Your line is still here; try again."
      : sentence(document) ?? "The server does not understand this line.";
  }
}
