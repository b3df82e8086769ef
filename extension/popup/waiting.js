// @ts-check
/** @typedef {import("../shared/types.js").Row} Row */
/** @typedef {import("./page.js").Act} Act */
import { element } from "../shared/elements.js";
import { describe, fromNow } from "../shared/words.js";

/** What the list showed last: rebuilding it would take the focus from its buttons. */
let shown = "";

/**
 * Shows every capture that has not reached the server, why, and what can be done.
 *
 * @param {import("../shared/types.js").Overview} overview
 * @param {Act} act
 */
export function showWaiting({ waiting, current }, act) {
  const rows = waiting.filter((row) => row.captureId !== current?.captureId || row.failure);
  element("queue", HTMLElement).hidden = rows.length === 0;
  const state = JSON.stringify(
    rows.map((row) => [row.captureId, row.state, row.attempts, row.failure]));
  if (state === shown) return;
  shown = state;
  element("queue-title", HTMLElement).textContent = `Waiting (${rows.length})`;
  element("waiting", HTMLElement).replaceChildren(...rows.map((row) => item(row, act)));
}

/** @param {Row} row @param {Act} act */
function item(row, act) {
  const title = paragraph(row.title, "page");
  const why = row.failure ? describe(row.failure) : "On its way.";
  const when = row.state === "waiting" && row.failure
    ? ` Next try ${fromNow(row.nextAt - Date.now())}.` : "";
  const buttons = document.createElement("div");
  buttons.className = "row";
  const { captureId } = row;
  if (row.failure?.code === "tooLarge") {
    buttons.append(button("Save without text", row, () => act("sendWithoutText", { captureId })));
  } else {
    buttons.append(button("Try now", row, () => act("send", { captureId })));
  }
  buttons.append(button("Remove", row, () => act("discard", { captureId })));
  const entry = document.createElement("li");
  entry.append(title, paragraph(why + when, row.state === "held" ? "bad" : "quiet"), buttons);
  return entry;
}

/** @param {string} text @param {string} name */
function paragraph(text, name) {
  const place = document.createElement("p");
  place.className = name;
  place.textContent = text;
  return place;
}

/** @param {string} text @param {Row} row @param {() => void} press */
function button(text, row, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  // Heard out of context, every button must say what it is about.
  made.setAttribute("aria-label", `${text}: ${row.title}`);
  made.addEventListener("click", press);
  return made;
}
