// @ts-check
import { element } from "../shared/elements.js";
import { readSettings } from "../shared/settings.js";
import { callWorker } from "../shared/worker-call.js";
import { startDetails } from "./details.js";
import { showPage } from "./page.js";
import { startQuickAdd } from "./quick-add.js";
import { showWaiting } from "./waiting.js";

/*
 * The popup shows what the worker knows and passes on what the person decides; it keeps nothing
 * itself, since it ends with any click beside it.
 */

const settings = await readSettings();
const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
const details = startDetails(settings);

element("settings", HTMLButtonElement).addEventListener("click", async () => {
  await chrome.runtime.openOptionsPage();
  close();
});
element("send-all", HTMLButtonElement).addEventListener("click", () => act("sendAll"));
startQuickAdd(settings);
await refresh();
// The queue moves by itself: captures are sent, wait, come back.
setInterval(refresh, 1_500);

async function refresh() {
  /** @type {import("../shared/types.js").Overview} */
  const overview = await callWorker("overview", { tabId: tab?.id ?? null });
  element("setup", HTMLElement).hidden = overview.isSetUp;
  showPage(overview, tab, settings, act);
  details.show(overview.current);
  showWaiting(overview, act);
}

/** @param {string} kind @param {Record<string, unknown>} values */
async function act(kind, values = {}) {
  await details.flush();
  const value = await callWorker(kind, values);
  await refresh();
  return value;
}
