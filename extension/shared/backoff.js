// @ts-check
import { Limits } from "./limits.js";

/**
 * How long to wait after a number of failed attempts, in milliseconds: doubling from the first
 * wait to the longest, spread by a fifth either way, so that clients of a server that comes back
 * do not all call at once. A wait that the server asked for is a lower bound.
 *
 * @param {number} attempts  failed attempts so far, at least 1
 * @param {number | null} retryAfterSeconds
 * @param {() => number} random  uniform in 0..<1
 */
export function waitAfter(attempts, retryAfterSeconds = null, random = Math.random) {
  const doublings = Math.min(Math.max(attempts, 1) - 1, 20);
  const plain = Math.min(
    Limits.firstRetryMilliseconds * 2 ** doublings, Limits.longestRetryMilliseconds);
  const spread = Math.round(plain * (0.8 + 0.4 * random()));
  const asked = Math.min((retryAfterSeconds ?? 0) * 1_000, Limits.longestRetryMilliseconds);
  return Math.max(spread, asked);
}
