// @ts-check
/*
 * Opens the popup. The button has none by default, or its click would open it instead of saving;
 * so it gets one for the moment of opening.
 */

/**
 * The listener of keys: all but the button's own.
 *
 * @param {string} command
 * @param {chrome.tabs.Tab} [tab]
 */
export async function commandGiven(command, tab) {
  if (command === "open-popup") await openPopup(tab);
}

/**
 * Opens the popup over a tab.
 *
 * @param {chrome.tabs.Tab} [tab]
 * @returns {Promise<boolean>}  false where the browser does not open it, as in a window behind
 */
export async function openPopup(tab) {
  const where = tab?.id === undefined ? {} : { tabId: tab.id };
  try {
    await chrome.action.setPopup({ ...where, popup: "popup/popup.html" });
    await chrome.action.openPopup(tab?.windowId === undefined ? {} : { windowId: tab.windowId });
    return true;
  } catch {
    return false;
  } finally {
    await chrome.action.setPopup({ ...where, popup: "" }).catch(() => {});
  }
}
