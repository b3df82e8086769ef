// @ts-check
/** @typedef {import("../shared/types.js").Row} Row */
/** @typedef {import("../shared/types.js").Settings} Settings */
import { NoAnswer, sendCapture } from "../shared/api.js";
import { waitAfter } from "../shared/backoff.js";
import { compressedBody } from "../shared/body.js";
import { Limits } from "../shared/limits.js";
import { healedBySettings, judge } from "../shared/outcome.js";
import * as queue from "../shared/queue.js";
import { isSetUp, readSettings } from "../shared/settings.js";
import * as badge from "./badge.js";
import { rememberSaved, tabOfCapture } from "./memory.js";

const alarmName = "deliver";

/** @type {Promise<void> | null} */
let running = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/**
 * Sends what is due, one after another, and plans the next time. The server takes each capture
 * id once, so a capture that is sent again after a lost answer makes no second task.
 */
export function deliver() {
  running ??= deliverAll().finally(() => { running = null; });
  return running;
}

async function deliverAll() {
  let row;
  while ((row = queue.due(await queue.all(), Date.now()))) await attempt(row);
  await badge.showQueue();
  await plan();
}

/**
 * Arranges that the next capture is sent in time. A timer is exact but ends with the worker; the
 * alarm wakes the worker again, and outlives the browser's sleep.
 */
export async function plan() {
  const next = queue.nextTime(await queue.all());
  clearTimeout(timer);
  if (next === null) {
    await chrome.alarms.clear(alarmName);
    return;
  }
  const wait = Math.max(0, next - Date.now());
  if (wait < Limits.shortestAlarmMilliseconds) timer = setTimeout(deliver, wait);
  const ring = Math.max(wait, Limits.shortestAlarmMilliseconds);
  await chrome.alarms.create(alarmName, { when: Date.now() + ring });
}

/**
 * The alarm that outlives the worker.
 *
 * @param {chrome.alarms.Alarm} alarm
 */
export async function deliverByAlarm(alarm) {
  if (alarm.name === alarmName) await deliver();
}

/** After the browser's start, an update or an installation: what was left is sent. */
export async function startDelivery() {
  await badge.showQueue();
  await deliver();
}

/**
 * After the settings have changed: what waited for that is sent at once.
 */
export async function releaseHeld() {
  for (const row of await queue.all()) {
    const isHealed = row.state === "held" && healedBySettings.has(row.failure?.code ?? "");
    if (isHealed) await queue.change(row.captureId, () => ({ state: "waiting", nextAt: 0 }));
  }
  await deliver();
}

/** @param {Row} row */
async function attempt(row) {
  const settings = await readSettings();
  if (!isSetUp(settings)) return hold(row, { code: "notSetUp" });
  const page = await queue.page(row.captureId);
  if (!page) return queue.remove(row.captureId);
  // The next time is on disk before the first byte leaves: a worker that is stopped in the middle
  // neither forgets the capture nor sends it in a loop.
  const attempts = row.attempts + 1;
  const nextAt = Date.now() + Limits.uploadMilliseconds + waitAfter(attempts);
  let wasSent = false;
  const begun = await queue.change(row.captureId, (now) => {
    wasSent = queue.mayBeTaken(now);
    return now.state === "waiting" ? { attempts, nextAt, mayBeTaken: true } : {};
  });
  // Taken back in this very moment.
  if (!begun || begun.nextAt !== nextAt) return;
  try {
    const answer = await sendCapture(settings, await compressedBody(begun, page));
    const outcome = judge(answer);
    if (outcome.kind === "done") return await settle(begun, answer.document);
    const failure = { code: outcome.code, detail: outcome.detail };
    // A server that refuses has not taken it, unless an attempt before this one was answered to
    // nobody.
    if (outcome.kind === "hold") return await hold(begun, failure, wasSent);
    await later(begun, failure, answer.retryAfterSeconds);
  } catch (error) {
    const code = error instanceof NoAnswer ? error.code : "unreachable";
    if (code === "noPermission") await hold(begun, { code });
    else await later(begun, { code }, null);
  }
}

/** @param {Row} row @param {any} document */
async function settle(row, document) {
  // Remembered first, so that what is typed at this moment always finds what it belongs to.
  await rememberSaved({
    captureId: row.captureId, title: row.title, url: row.url, subject: row.subject,
    after: row.after, project: row.project, tags: row.tags, note: row.note, savedAt: Date.now(),
    wasSaved: document?.saved === true,
  });
  await queue.remove(row.captureId);
  const tabId = await tabOfCapture(row.captureId);
  if (tabId !== null) await badge.showSaved(tabId);
}

/**
 * @param {Row} row
 * @param {import("../shared/types.js").Failure} failure
 * @param {boolean} [mayBeTaken]
 */
async function hold(row, failure, mayBeTaken = queue.mayBeTaken(row)) {
  await queue.change(row.captureId, () => ({ state: "held", failure, mayBeTaken }));
  await clearTabOf(row);
}

/**
 * @param {Row} row
 * @param {import("../shared/types.js").Failure} failure
 * @param {number | null} retryAfterSeconds
 */
async function later(row, failure, retryAfterSeconds) {
  const nextAt = Date.now() + waitAfter(row.attempts, retryAfterSeconds);
  await queue.change(row.captureId, () => ({ failure, nextAt }));
  await clearTabOf(row);
}

/**
 * The tab's own badge would hide that something waits.
 *
 * @param {Row} row
 */
async function clearTabOf(row) {
  const tabId = await tabOfCapture(row.captureId);
  if (tabId !== null) await badge.clearTab(tabId);
}
