// @ts-check
/** @typedef {import("../shared/types.js").Saved} Saved */
import { Limits } from "../shared/limits.js";

/*
 * What is worth knowing until the browser is closed: which capture belongs to which tab, and what
 * was saved lately. The worker forgets its own memory within half a minute.
 */

/** @typedef {{ captureId: string, startedAt: number }} TabCapture */

/** Changes are made one after another: reading and writing are two steps. */
let turn = Promise.resolve();

/**
 * @template Value
 * @param {string} key
 * @param {Value} initial
 * @param {(value: Value) => Value} change
 */
function update(key, initial, change) {
  turn = turn.then(async () => {
    const stored = await chrome.storage.session.get(key);
    await chrome.storage.session.set({ [key]: change(stored[key] ?? initial) });
  }).catch(() => {});
  return turn;
}

/**
 * Notes which capture a tab was the source of.
 *
 * @param {number} tabId
 * @param {TabCapture} capture
 */
export function rememberTab(tabId, capture) {
  return update("tabs", /** @type {Record<string, TabCapture>} */ ({}), (tabs) => ({
    ...tabs, [tabId]: capture,
  }));
}

/**
 * The latest capture of a tab; null where there is none.
 *
 * @param {number} tabId
 * @returns {Promise<TabCapture | null>}
 */
export async function captureOfTab(tabId) {
  await turn;
  const { tabs } = await chrome.storage.session.get("tabs");
  return tabs?.[tabId] ?? null;
}

/**
 * The tab that a capture came from; null where it is not known any more.
 *
 * @param {string} captureId
 * @returns {Promise<number | null>}
 */
export async function tabOfCapture(captureId) {
  await turn;
  const { tabs } = await chrome.storage.session.get("tabs");
  const entry = Object.entries(tabs ?? {}).find(([, capture]) => capture.captureId === captureId);
  return entry ? Number(entry[0]) : null;
}

/**
 * Forgets the capture of a tab, so that its next click saves.
 *
 * @param {number} tabId
 */
export function forgetTab(tabId) {
  return update("tabs", /** @type {Record<string, TabCapture>} */ ({}), (tabs) => {
    const { [tabId]: _, ...others } = tabs;
    return others;
  });
}

/**
 * Notes a capture that the server has, the latest first.
 *
 * @param {Saved} saved
 */
export function rememberSaved(saved) {
  return update("saved", /** @type {Saved[]} */ ([]), (list) =>
    [saved, ...list].slice(0, Limits.recentCaptures));
}

/**
 * Forgets a saved capture that was taken back.
 *
 * @param {string} captureId
 */
export function forgetSaved(captureId) {
  return update("saved", /** @type {Saved[]} */ ([]), (list) =>
    list.filter((one) => one.captureId !== captureId));
}

/**
 * What was saved lately, the latest first.
 *
 * @returns {Promise<Saved[]>}
 */
export async function recentlySaved() {
  await turn;
  const { saved } = await chrome.storage.session.get("saved");
  return saved ?? [];
}
