// @ts-check
import { waitAfter } from "/extension/shared/backoff.js";
import { Limits } from "/extension/shared/limits.js";
import { equal, test } from "./runner.js";

test("waits double from five seconds to half an hour", () => {
  const waits = [1, 2, 3, 4, 30].map((attempts) => waitAfter(attempts, null, () => 0.5));
  equal(waits, [5_000, 10_000, 20_000, 40_000, Limits.longestRetryMilliseconds]);
});

test("waits are spread by a fifth either way", () => {
  equal(waitAfter(1, null, () => 0), 4_000);
  equal(waitAfter(1, null, () => 1), 6_000);
});

test("what the server asks for is waited at least, but never longer than the longest wait", () => {
  equal(waitAfter(1, 60, () => 0.5), 60_000);
  equal(waitAfter(10, 1, () => 0.5), Limits.longestRetryMilliseconds);
  equal(waitAfter(1, 1e9, () => 0.5), Limits.longestRetryMilliseconds);
});
