// @ts-check
/*
 * The service worker. Browsers stop it whenever nothing happens and start it again for the next
 * event, so every listener is added here, at once, and nothing that matters lives in memory.
 */
import { clicked } from "./background/captures.js";
import { deliver, deliverByAlarm, startDelivery } from "./background/delivery.js";
import { addMenus, menuChosen } from "./background/menus.js";
import { commandGiven } from "./background/opening.js";
import { answer } from "./background/requests.js";

chrome.runtime.onInstalled.addListener(async (/** @type {{ reason: string }} */ { reason }) => {
  await addMenus();
  // Scripts inside of pages have no business with the token.
  await chrome.storage.local.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" });
  if (reason === "install") await chrome.runtime.openOptionsPage();
  await startDelivery();
});
chrome.runtime.onStartup.addListener(startDelivery);
chrome.alarms.onAlarm.addListener(deliverByAlarm);
chrome.action.onClicked.addListener(clicked);
chrome.contextMenus.onClicked.addListener(menuChosen);
chrome.commands.onCommand.addListener(commandGiven);
chrome.runtime.onMessage.addListener(answer);
globalThis.addEventListener("online", () => { deliver(); });
