// @ts-check
/** @typedef {import("../shared/types.js").Settings} Settings */
import { NoAnswer, quickAdd } from "../shared/api.js";
import { element, say } from "../shared/elements.js";
import { lineFailure } from "../shared/outcome.js";
import { isSetUp } from "../shared/settings.js";

const line = element("line", HTMLInputElement);
const place = element("line-answer", HTMLElement);

/**
 * The line that becomes a task. It is sent at once and not queued: the person is looking, and the
 * line stays in the field until the server has it.
 *
 * @param {Settings} settings
 */
export function startQuickAdd(settings) {
  element("line-form", HTMLFormElement).addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = line.value.trim();
    if (!text) return;
    if (!isSetUp(settings)) return say(place, "Set up the server first.", "bad");
    say(place, "Adding…", "quiet");
    try {
      showAnswer(await quickAdd(settings, text, keyFor(text)));
    } catch (error) {
      const isForbidden = error instanceof NoAnswer && error.code === "noPermission";
      say(place, isForbidden
        ? "The browser may not reach the server. Connect once more in the settings."
        : "The server is away. Your line is still here; try again.", "bad");
    }
  });
}

/** @type {{ text: string, key: string } | null} */
let sent = null;

/**
 * One key for as long as the line is the same and not taken: an answer that was lost on its way
 * must not make the next try a second task.
 *
 * @param {string} text
 */
function keyFor(text) {
  if (sent?.text !== text) sent = { text, key: crypto.randomUUID() };
  return sent.key;
}

/**
 * What the server made of the line, as far as it says: title and day.
 *
 * @param {any} document
 */
function understood(document) {
  const reading = document?.added?.[0]?.understood;
  if (typeof reading?.title !== "string") return "Added.";
  const due = typeof reading.due?.due === "string" ? `, due ${reading.due.due}` : "";
  return `Added: ${reading.title}${due}`;
}

/** @param {import("../shared/types.js").Answer} answer */
function showAnswer(answer) {
  const { status, document } = answer;
  if (status >= 200 && status < 300) {
    line.value = "";
    sent = null;
    return say(place, understood(document), "good");
  }
  say(place, lineFailure(status, document), "bad");
}
