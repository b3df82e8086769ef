// @ts-check
/** @typedef {import("../shared/types.js").Overview} Overview */
/** @typedef {import("../shared/types.js").Settings} Settings */
/** @typedef {(kind: string, values?: Record<string, unknown>) => Promise<unknown>} Act */
import { savedCapture } from "../shared/api.js";
import { element, say } from "../shared/elements.js";
import { isSetUp } from "../shared/settings.js";
import { day, describe } from "../shared/words.js";

const place = element("state", HTMLElement);
/** What was last said about. */
let shown = "";
/** @type {string | null} */
let asked = null;
/** @type {Act} */
let perform = async () => undefined;
/** @type {string} */
let captureId = "";
/** @type {number | undefined} */
let tabId;

element("undo", HTMLButtonElement).addEventListener("click", async () => {
  const isUndone = await perform("undo", { captureId });
  if (isUndone) return;
  say(place, "Too late to undo: the task has changed, or the server is away.", "bad");
});
element("send", HTMLButtonElement).addEventListener("click", () => perform("send", { captureId }));
element("save", HTMLButtonElement).addEventListener("click", () => perform("capture", { tabId }));

/**
 * Shows how the page of this tab stands: fresh, taken, saved before.
 *
 * @param {Overview} overview
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {Settings} settings
 * @param {Act} act
 */
export function showPage(overview, tab, settings, act) {
  const { current, saved } = overview;
  perform = act;
  captureId = current?.captureId ?? saved?.captureId ?? "";
  tabId = tab?.id;
  const address = current?.url ?? saved?.url ?? tab?.url ?? "";
  const title = current?.title || saved?.title || tab?.title || "";
  element("page", HTMLElement).textContent = title;
  const isWaiting = current?.state === "waiting";
  element("undo", HTMLButtonElement).hidden = !(isWaiting && current?.attempts === 0) && !saved;
  element("send", HTMLButtonElement).hidden = !isWaiting;
  element("save", HTMLButtonElement).hidden = current !== null || !/^https?:/.test(address);
  element("save", HTMLButtonElement).textContent = saved ? "Save again" : "Save this page";
  showState(overview);
  askWhetherSaved(address, settings);
}

/** @param {Overview} overview */
function showState({ current, saved }) {
  // What was said of this state stays: it may be news of an undo.
  const state = JSON.stringify([current?.captureId, current?.failure, saved?.captureId]);
  if (state === shown) return;
  shown = state;
  if (current?.failure) say(place, describe(current.failure), "bad");
  else if (current) say(place, "Captured. Close this to save it, with what you add below.", "good");
  else if (saved?.wasSaved) say(place, "Saved. The task from before gets what is new.", "good");
  else if (saved) say(place, "Saved.", "good");
  else say(place, "");
}

/**
 * Asks the server once for each address whether the page was saved before.
 *
 * @param {string} address
 * @param {Settings} settings
 */
async function askWhetherSaved(address, settings) {
  if (!isSetUp(settings) || !/^https?:/.test(address) || asked === address) return;
  asked = address;
  try {
    const answer = await savedCapture(settings, address);
    const text = answer.status === 200 ? earlierSaves(answer.document) : "";
    say(element("already", HTMLElement), text, "quiet");
  } catch {
    // The server is away; whether the page was saved is only news, and the queue says the rest.
    asked = null;
  }
}

/**
 * When the page was saved and what became of it, in words; empty where it was not.
 *
 * @param {any} document
 */
export function earlierSaves(document) {
  const page = document?.pages?.[0];
  if (!page) return "";
  const isDone = page.task?.status === "DONE" ? ", and done" : "";
  return `Saved before, on ${day(page.captured_at)}${isDone}: ${page.task?.title ?? ""}`;
}
