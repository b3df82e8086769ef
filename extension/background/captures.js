// @ts-check
/** @typedef {import("../shared/types.js").CaptureKind} CaptureKind */
/** @typedef {import("../shared/types.js").Row} Row */
import { takeBack } from "../shared/api.js";
import { pageBytes } from "../shared/body.js";
import { Limits } from "../shared/limits.js";
import * as queue from "../shared/queue.js";
import { isSetUp, readSettings } from "../shared/settings.js";
import * as badge from "./badge.js";
import { bare, collect, collectPicture, isSavable } from "./collecting.js";
import { plan } from "./delivery.js";
import {
  captureOfTab, forgetSaved, forgetTab, recentlySaved, rememberTab, tabOfCapture,
} from "./memory.js";
import { openPopup } from "./opening.js";
import { collectWords } from "./pointing.js";

/**
 * What to save of a tab: the page, its selection, or a link or image on it.
 *
 * @typedef {object} Wish
 * @property {CaptureKind} kind
 * @property {string} [link]
 * @property {string} [image]  the picture's address
 * @property {number} [frameId]  the frame that shows the link or the picture
 * @property {string} [words]  the words of the link, where the browser tells them
 * @property {string} [text]  the selection as plain text
 */

/** Tabs whose page is being read at this moment: further clicks mean the same capture. */
const busy = new Set();

/**
 * A click on the button, or its key: saves the page; soon after that it takes the capture back.
 *
 * @param {chrome.tabs.Tab} tab
 */
export async function clicked(tab) {
  const tabId = /** @type {number} */ (tab.id);
  if (busy.has(tabId)) return;
  const earlier = await captureOfTab(tabId);
  const row = earlier && (await queue.get(earlier.captureId));
  if (earlier && row && row.attempts === 0 && row.state === "waiting" && row.nextAt > Date.now()) {
    if (Date.now() - earlier.startedAt >= Limits.doubleClickMilliseconds) await undo(row.captureId);
    return;
  }
  await capture(tab, { kind: "page" });
}

/**
 * Reads the tab and queues it. From here on the capture is safe: it is on disk before anything
 * else happens, whatever becomes of tab, browser and server.
 *
 * @param {chrome.tabs.Tab} tab
 * @param {Wish} wish
 * @returns {Promise<Row | null>}  null where there is nothing that can be saved
 */
export async function capture(tab, wish) {
  const tabId = /** @type {number} */ (tab.id);
  if (busy.has(tabId)) return null;
  busy.add(tabId);
  try {
    return await captureOnce(tab, tabId, wish);
  } catch (error) {
    const isFull = error instanceof DOMException && error.name === "QuotaExceededError";
    const why = isFull ? "no room on this disk" : "the page could not be kept";
    await badge.showRefusal(tabId, `Not saved: ${why}.`);
    return null;
  } finally {
    busy.delete(tabId);
  }
}

/** @param {chrome.tabs.Tab} tab @param {number} tabId @param {Wish} wish */
async function captureOnce(tab, tabId, wish) {
  const startedAt = Date.now();
  const settings = await readSettings();
  // A link or an image needs the page's name, not its text.
  const seen = isWhole(wish) ? await collect(tab) : bare(tab);
  if (!isSavable(wish.link ?? wish.image ?? seen.url)) {
    await badge.showRefusal(tabId, "Not saved: only what has a web address can be saved.");
    return null;
  }
  if ((await queue.count()) >= Limits.waitingCaptures) {
    await badge.showRefusal(tabId, "Not saved: too many captures are waiting for the server.");
    return null;
  }
  const [picture, words] = await Promise.all([
    wish.image ? collectPicture(tab, wish.image, wish.frameId) : null, wordsOf(tab, wish),
  ]);
  const more = { words, verb: settings.leadsWithVerb };
  const page = pageBytes(membersOf(seen, wish, { ...more, picture }));
  const isTooLarge = seen.isTooLarge || page.size > Limits.bodyBytes
    || new Blob([seen.html ?? ""]).size > Limits.htmlBytes;
  const kept = isTooLarge ? pageBytes(membersOf({ ...seen, html: null }, wish, more)) : page;
  /** @type {Row} */
  const row = {
    captureId: crypto.randomUUID(), kind: wish.kind, url: wish.link ?? seen.url,
    subject: wish.link ?? wish.image ?? seen.url,
    title: (words || wish.link || seen.title || seen.url).slice(0, Limits.titleCharacters),
    project: settings.project,
    tags: [], note: "", createdAt: startedAt, nextAt: Date.now() + Limits.undoMilliseconds,
    attempts: 0, mayBeTaken: false, state: isTooLarge ? "held" : "waiting",
    failure: isTooLarge ? { code: "tooLarge" } : null, bytes: kept.size,
  };
  await queue.add(row, kept);
  await rememberTab(tabId, { captureId: row.captureId, startedAt });
  if (!isTooLarge) await badge.showUndo(tabId);
  await plan();
  if (!isSetUp(settings)) await chrome.runtime.openOptionsPage();
  else if (settings.opensPopup) await openPopup(tab);
  return row;
}

/**
 * The members of the capture that come from the page.
 *
 * @param {import("../shared/types.js").CollectedPage} seen
 * @param {Wish} wish
 * @param {{ words: string | null, verb: boolean, picture?: string | null }} more  the words of
 *   the link or the picture, whether a verb leads the title, the bytes of the picture in base64
 */
function membersOf(seen, wish, { words, verb, picture }) {
  const selected = wish.kind === "selection" && seen.selections.length === 0 && wish.text
    ? [asParagraphs(wish.text)] : seen.selections;
  return {
    url: seen.url,
    title: seen.title.slice(0, Limits.titleCharacters),
    html: isWhole(wish) ? seen.html ?? undefined : undefined,
    selections: isWhole(wish) && selected.length > 0 ? selected : undefined,
    viewport: seen.viewport ?? undefined,
    link: wish.link ? { url: wish.link, text: words ?? undefined } : undefined,
    image: wish.image
      ? { url: wish.image, alt: words ?? undefined, data: picture ?? undefined } : undefined,
    verb: verb || undefined,
    capturedAt: new Date().toISOString(),
  };
}

/**
 * The words of the link or the picture that is to be saved.
 *
 * @param {chrome.tabs.Tab} tab
 * @param {Wish} wish
 * @returns {Promise<string | null>}
 */
async function wordsOf(tab, wish) {
  if (wish.words) return wish.words;
  if (wish.link) return collectWords(tab, "link", wish.link, wish.frameId);
  return wish.image ? collectWords(tab, "image", wish.image, wish.frameId) : null;
}

/** @param {Wish} wish */
function isWhole(wish) {
  return wish.kind === "page" || wish.kind === "selection";
}

/** The plain text that the menu gives where no script may read the selection. */
function asParagraphs(/** @type {string} */ text) {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return escaped.split(/\n{2,}/).map((part) => `<p>${part}</p>`).join("");
}

/**
 * Takes a capture back: out of the queue, or from the server where it is there already.
 *
 * @param {string} captureId
 * @returns {Promise<boolean>}  false where it is too late, such as after a change of the task
 */
export async function undo(captureId) {
  const row = await queue.change(captureId, (row) =>
    row.attempts === 0 ? { state: "held", nextAt: Infinity } : {});
  if (row?.attempts === 0) {
    await discard(captureId);
    return true;
  }
  const settings = await readSettings();
  // What was added to it stands on it, so it goes first.
  const added = (await recentlySaved()).filter((one) => one.after === captureId);
  for (const one of added) await takeBack(settings, one.captureId).catch(() => null);
  const answer = await takeBack(settings, captureId).catch(() => null);
  if (!answer || answer.status >= 300) return false;
  await forgetSaved(captureId);
  await discard(captureId);
  return true;
}

/**
 * Forgets a capture that waits.
 *
 * @param {string} captureId
 */
export async function discard(captureId) {
  for (const row of await queue.followers(captureId)) await queue.remove(row.captureId);
  await queue.remove(captureId);
  await badge.showQueue();
  const tabId = await tabOfCapture(captureId);
  if (tabId === null) return;
  await forgetTab(tabId);
  await badge.clearTab(tabId);
}
