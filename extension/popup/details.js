// @ts-check
/** @typedef {import("../shared/types.js").Row} Row */
/** @typedef {import("../shared/types.js").Settings} Settings */
import { element } from "../shared/elements.js";
import { Limits } from "../shared/limits.js";
import { mayBeTaken } from "../shared/queue.js";
import { isSetUp } from "../shared/settings.js";
import { remember, tagsIn } from "../shared/tags.js";
import { fillProjects, knownTargets } from "../shared/targets.js";
import { callWorker } from "../shared/worker-call.js";

const project = element("project", HTMLSelectElement);
const tags = element("tags", HTMLInputElement);
const note = element("note", HTMLTextAreaElement);

/** @type {string | null} */
let captureId = null;
let isChanged = false;
let isStale = false;
let isOnItsWay = false;

/**
 * The fields for project, tags and note. While they stand open the capture waits; what is typed
 * goes to the worker at once, because a popup can vanish at any moment.
 *
 * @param {Settings} settings
 */
export function startDetails(settings) {
  for (const field of [project, tags, note]) {
    field.addEventListener("input", () => { isChanged = true; flush(); });
  }
  element("details-form", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    element("send", HTMLButtonElement).click();
  });
  setInterval(() => tell("hold"), Limits.popupBeatMilliseconds);
  addEventListener("pagehide", () => tell("release"));
  fill(settings);
  return { show, flush };
}

/** @param {Settings} settings */
async function fill(settings) {
  if (!isSetUp(settings)) return;
  const { targets, isFresh } = await knownTargets(settings);
  fillProjects(project, targets.projects, captureId ? project.value || null : settings.project);
  const { knownTags } = await chrome.storage.local.get("knownTags");
  element("known-tags", HTMLDataListElement).replaceChildren(
    ...remember(knownTags ?? [], targets.tags).map((tag) => new Option(tag, tag)));
  isStale = !isFresh;
  showHint();
}

/** What a person has to know before adding something. */
function showHint() {
  const hint = element("project-hint", HTMLElement);
  hint.hidden = !isStale && !isOnItsWay;
  hint.textContent = isOnItsWay
    ? "The server may have it already. What you add now comes to the task as a comment."
    : isStale ? "The server did not answer; these are the projects it had." : "";
}

/**
 * Shows the fields of a capture that can still be changed.
 *
 * @param {Row | null} row
 */
function show(row) {
  element("details", HTMLElement).hidden = row === null;
  isOnItsWay = row !== null && mayBeTaken(row);
  project.disabled = isOnItsWay;
  showHint();
  if (row?.captureId === captureId) return;
  captureId = row?.captureId ?? null;
  isChanged = false;
  if (!row) return;
  tags.value = row.tags.join(", ");
  note.value = row.note;
  if (row.project && ![...project.options].some((option) => option.value === row.project)) {
    project.add(new Option("Chosen earlier", row.project));
  }
  project.value = row.project ?? "";
  tell("hold");
}

/** Hands over what was typed. */
async function flush() {
  if (!captureId || !isChanged) return;
  isChanged = false;
  const found = tagsIn(tags.value);
  await callWorker("amend", {
    captureId, changes: { project: project.value || null, tags: found, note: note.value },
  });
  const { knownTags } = await chrome.storage.local.get("knownTags");
  await chrome.storage.local.set({ knownTags: remember(found, knownTags ?? []) });
}

/** @param {"hold" | "release"} kind */
function tell(kind) {
  if (captureId) callWorker(kind, { captureId }).catch(() => {});
}
