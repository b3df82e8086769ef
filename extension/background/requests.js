// @ts-check
import { withoutText } from "../shared/body.js";
import { Limits } from "../shared/limits.js";
import * as queue from "../shared/queue.js";
import { isSetUp, readSettings } from "../shared/settings.js";
import { amend } from "./amending.js";
import { capture, discard, undo } from "./captures.js";
import { deliver, plan, releaseHeld } from "./delivery.js";
import { captureOfTab, recentlySaved } from "./memory.js";

/**
 * What popup and options page may ask of the worker, which alone changes the queue.
 *
 * @type {Record<string, (message: any) => Promise<unknown>>}
 */
const requests = {
  overview: ({ tabId }) => overview(tabId),
  capture: async ({ tabId }) => {
    await capture(await chrome.tabs.get(tabId), { kind: "page" });
    return overview(tabId);
  },
  amend: ({ captureId, changes }) => amend(captureId, changes),
  hold: ({ captureId }) => postpone(captureId, Limits.popupHoldMilliseconds),
  release: ({ captureId }) => postpone(captureId, Limits.popupGraceMilliseconds),
  undo: ({ captureId }) => undo(captureId),
  send: async ({ captureId }) => {
    for (const id of [captureId, ...await followersOf(captureId)]) {
      await queue.change(id, () => ({ state: "waiting", nextAt: 0 }));
    }
    await deliver();
  },
  sendAll: async () => {
    for (const row of await queue.all()) {
      await queue.change(row.captureId, () => ({ state: "waiting", nextAt: 0 }));
    }
    await deliver();
  },
  sendWithoutText: async ({ captureId }) => {
    const page = await queue.page(captureId);
    if (page) await queue.replacePage(captureId, await withoutText(page));
    await requests.send({ captureId });
  },
  discard: ({ captureId }) => discard(captureId),
  settingsChanged: () => releaseHeld(),
};

/**
 * The listener of `runtime.onMessage`.
 *
 * @param {any} message
 * @param {chrome.runtime.MessageSender} sender
 * @param {(answer: unknown) => void} respond
 * @returns {boolean}  true: the answer comes later
 */
export function answer(message, sender, respond) {
  // Only pages of the extension itself are answered, never a script inside of a web page.
  const isOurs = sender.id === chrome.runtime.id
    && (sender.url ?? "").startsWith(chrome.runtime.getURL(""));
  const request = isOurs && Object.hasOwn(requests, message?.kind) ? requests[message.kind] : null;
  if (!request) return false;
  request(message).then(
    (value) => respond({ value }), (error) => respond({ error: String(error?.message ?? error) }));
  return true;
}

/**
 * @param {number | null} tabId
 * @returns {Promise<import("../shared/types.js").Overview>}
 */
async function overview(tabId) {
  const [waiting, saved, settings] = await Promise.all(
    [queue.all(), recentlySaved(), readSettings()]);
  const own = tabId === null ? null : await captureOfTab(tabId);
  const current = own && waiting.find((row) => row.captureId === own.captureId);
  return {
    current: current ?? null,
    saved: (own && saved.find((one) => one.captureId === own.captureId)) ?? null,
    waiting, isSetUp: isSetUp(settings),
  };
}

/** @param {string} captureId */
async function followersOf(captureId) {
  return (await queue.followers(captureId)).map((row) => row.captureId);
}

/**
 * Lets a fresh capture, and what is added to one, wait while the popup is open, and a moment more
 * when it closes.
 *
 * @param {string} captureId
 * @param {number} milliseconds
 */
async function postpone(captureId, milliseconds) {
  for (const id of [captureId, ...await followersOf(captureId)]) {
    await queue.change(id, (row) =>
      row.attempts === 0 && row.state === "waiting" ? { nextAt: Date.now() + milliseconds } : {});
  }
  await plan();
}
