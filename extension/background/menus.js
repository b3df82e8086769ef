// @ts-check
import { capture } from "./captures.js";
import { openPopup } from "./opening.js";

const menus = [
  { id: "page", title: "Save page to Fractal", contexts: ["page"] },
  { id: "selection", title: "Save selection to Fractal", contexts: ["selection"] },
  { id: "link", title: "Save link to Fractal", contexts: ["link"] },
  { id: "image", title: "Save image to Fractal", contexts: ["image"] },
  { id: "open", title: "Add a task, or see what is waiting", contexts: ["action"] },
];

/** Menus outlive the worker, so they are made once, when the extension comes or changes. */
export async function addMenus() {
  await chrome.contextMenus.removeAll();
  for (const menu of menus) chrome.contextMenus.create(menu);
}

/**
 * Does what was chosen from a menu.
 *
 * @param {chrome.contextMenus.OnClickData} info
 * @param {chrome.tabs.Tab} [tab]
 */
export async function menuChosen(info, tab) {
  if (info.menuItemId === "open") return openPopup(tab);
  if (!tab) return null;
  switch (info.menuItemId) {
    case "selection": return capture(tab, { kind: "selection", text: info.selectionText });
    case "link": {
      // Only Firefox tells the words of a link.
      const words = /** @type {{ linkText?: string }} */ (info).linkText;
      return capture(tab, { kind: "link", link: info.linkUrl, frameId: info.frameId, words });
    }
    case "image":
      return capture(tab, { kind: "image", image: info.srcUrl, frameId: info.frameId });
    default: return capture(tab, { kind: "page" });
  }
}
