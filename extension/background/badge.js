// @ts-check
import * as queue from "../shared/queue.js";
import { describe } from "../shared/words.js";
import { Limits } from "../shared/limits.js";

/*
 * What the toolbar button says. The badge is for the eye; the same stands in the button's title,
 * which screen readers read.
 */

const colors = { undo: "#1d4ed8", saved: "#15803d", trouble: "#b91c1c", waiting: "#4b5563" };
const plainTitle = "Save to Fractal";

/**
 * Says on one tab that its capture can still be taken back.
 *
 * @param {number} tabId
 */
export function showUndo(tabId) {
  return show(tabId, "undo", colors.undo, "Saved to Fractal. Click again to undo.");
}

/**
 * Says on one tab, for a moment, that the server has its capture.
 *
 * @param {number} tabId
 */
export async function showSaved(tabId) {
  await show(tabId, "✓", colors.saved, "Saved to Fractal.");
  setTimeout(() => clearTab(tabId), Limits.savedBadgeMilliseconds);
}

/**
 * Says on one tab why nothing was captured.
 *
 * @param {number} tabId
 * @param {string} why
 */
export function showRefusal(tabId, why) {
  return show(tabId, "!", colors.trouble, why);
}

/**
 * Gives a tab's button back to what holds everywhere.
 *
 * @param {number} tabId
 */
export async function clearTab(tabId) {
  await quietly(chrome.action.setBadgeText({ tabId, text: null }));
  await quietly(chrome.action.setTitle({ tabId, title: "" }));
}

/** Says everywhere how many captures wait, and whether one needs the person. */
export async function showQueue() {
  const rows = await queue.all();
  const held = rows.find((row) => row.state === "held");
  // A capture that only waits to be taken back is no news.
  const waiting = rows.filter((row) => row.attempts > 0 || row.state === "held");
  if (held) {
    const why = describe(held.failure ?? { code: "refused" });
    await show(null, "!", colors.trouble, `Fractal: ${why}`);
  } else if (waiting.length > 0) {
    const title = `Fractal: ${waiting.length} waiting. ${plainTitle}`;
    await show(null, String(waiting.length), colors.waiting, title);
  } else {
    await show(null, "", colors.waiting, plainTitle);
  }
}

/** @param {number | null} tabId @param {string} text @param {string} color @param {string} title */
async function show(tabId, text, color, title) {
  const where = tabId === null ? {} : { tabId };
  await quietly(chrome.action.setBadgeBackgroundColor({ ...where, color }));
  await quietly(chrome.action.setBadgeTextColor({ ...where, color: "#ffffff" }));
  await quietly(chrome.action.setBadgeText({ ...where, text }));
  await quietly(chrome.action.setTitle({ ...where, title }));
}

/**
 * A tab that was closed meanwhile is no failure.
 *
 * @param {Promise<unknown>} promise
 */
async function quietly(promise) {
  try {
    await promise;
  } catch { /* The tab is gone. */ }
}
