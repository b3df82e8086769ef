// @ts-check
import { Limits } from "./limits.js";
import { originPattern } from "./address.js";

/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {{ server: string, token: string }} Account */

/** No answer came: the server is away, or the browser was not allowed to ask it. */
export class NoAnswer extends Error {
  /** @param {"unreachable" | "noPermission"} code */
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/**
 * Sends one capture, compressed.
 *
 * @param {Account} account
 * @param {ArrayBuffer} body
 * @returns {Promise<Answer>}
 */
export function sendCapture(account, body) {
  return ask(account, "POST", "/v1/captures", {
    body,
    headers: { "Content-Type": "application/json", "Content-Encoding": "gzip" },
    milliseconds: Limits.uploadMilliseconds,
  });
}

/**
 * Whether and when a page was saved.
 *
 * @param {Account} account
 * @param {string} url
 */
export function savedCapture(account, url) {
  return ask(account, "GET", `/v1/captures?url=${encodeURIComponent(url)}`);
}

/**
 * Takes a capture back that the server has; it refuses where the task has changed since.
 *
 * @param {Account} account
 * @param {string} captureId
 */
export function takeBack(account, captureId) {
  return ask(account, "DELETE", `/v1/captures/${captureId}`);
}

/**
 * Whose the token is, and where it may save to; as the first thing asked with a new token it also
 * says whether the token is good.
 *
 * @param {Account} account
 */
export function saveTargets(account) {
  return ask(account, "GET", "/v1/capture-targets");
}

/**
 * Makes a task of one typed line; the same key again makes nothing new.
 *
 * @param {Account} account
 * @param {string} line
 * @param {string} key
 */
export function quickAdd(account, line, key) {
  return ask(account, "POST", "/v1/quick-add", {
    body: JSON.stringify({ text: line }),
    headers: { "Content-Type": "application/json", "Idempotency-Key": key },
  });
}

/**
 * @param {Account} account
 * @param {string} method
 * @param {string} path
 * @param {{ body?: BodyInit, headers?: Record<string, string>, milliseconds?: number }} options
 * @returns {Promise<Answer>}
 */
async function ask(account, method, path, options = {}) {
  let response;
  try {
    response = await fetch(account.server + path, {
      method,
      body: options.body,
      headers: { ...options.headers, Authorization: `Bearer ${account.token}` },
      // The API knows no cookies, and the token must not follow a redirect to another host.
      credentials: "omit",
      redirect: "manual",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(options.milliseconds ?? Limits.requestMilliseconds),
    });
  } catch {
    throw new NoAnswer((await mayReach(account.server)) ? "unreachable" : "noPermission");
  }
  const wait = Number(response.headers.get("Retry-After"));
  return {
    status: response.type === "opaqueredirect" ? 0 : response.status,
    document: await response.json().catch(() => null),
    retryAfterSeconds: wait > 0 ? wait : null,
  };
}

/**
 * Without the permission a request still goes through where the server allows this extension's
 * origin, so a missing permission only explains a request that failed.
 *
 * @param {string} server
 */
async function mayReach(server) {
  const asked = [originPattern(server), originPattern(server, false)];
  const answers = await Promise.all(
    asked.map((origin) => chrome.permissions.contains({ origins: [origin] }).catch(() => false)));
  return answers.includes(true);
}
