// @ts-check
/** @typedef {import("../shared/types.js").Row} Row */
/** @typedef {import("../shared/types.js").Saved} Saved */
/** @typedef {Partial<Pick<Row, "project" | "tags" | "note">>} Changes */
import { pageBytes } from "../shared/body.js";
import { Limits } from "../shared/limits.js";
import * as queue from "../shared/queue.js";
import { plan } from "./delivery.js";
import { recentlySaved } from "./memory.js";

/**
 * Changes what a person may change. A capture of which nothing can have reached the server is
 * changed itself. Once it may be there its id is spent: the server would answer that it knows it
 * and look at nothing else. What is added from then on goes as a capture of its own, which becomes
 * a comment of the task; the project stays.
 *
 * @param {string} captureId
 * @param {Changes} changes
 * @returns {Promise<boolean>}  false where nothing is known of the capture any more
 */
export async function amend(captureId, changes) {
  let isChanged = false;
  const row = await queue.change(captureId, (row) => {
    isChanged = !queue.mayBeTaken(row);
    return isChanged ? amended(row, changes) : {};
  });
  if (isChanged) return true;
  const first = row
    ?? (await recentlySaved()).find((one) => one.captureId === captureId) ?? null;
  if (!first) return false;
  await addLater(first, changes);
  return true;
}

/** @param {Row} row @param {Changes} changes */
function amended(row, { project, tags, note }) {
  return {
    project: project === undefined ? row.project : project,
    tags: (tags ?? row.tags).slice(0, Limits.tags),
    note: (note ?? row.note).slice(0, Limits.noteCharacters),
  };
}

/** @param {Row | Saved} first @param {Changes} changes */
async function addLater(first, changes) {
  let note = added(first.note, changes.note ?? first.note ?? "");
  let tags = newTags(first.tags, changes.tags ?? []);
  const gone = (await recentlySaved()).filter((one) => one.after === first.captureId).reverse();
  const waiting = await queue.followers(first.captureId);
  const sent = [...gone, ...waiting.filter(queue.mayBeTaken)];
  for (const one of sent) {
    note = added(one.note, note);
    tags = newTags(one.tags, tags);
  }
  const news = {
    note: note.slice(0, Limits.noteCharacters), tags: tags.slice(0, Limits.tags),
    nextAt: Date.now() + Limits.popupHoldMilliseconds,
  };
  const open = waiting.find((one) => !queue.mayBeTaken(one));
  if (open && !note && tags.length === 0) return queue.remove(open.captureId);
  if (open) {
    let isTooLate = false;
    await queue.change(open.captureId, (row) => {
      isTooLate = queue.mayBeTaken(row);
      return isTooLate ? {} : news;
    });
    if (!isTooLate) return plan();
    return addLater(first, changes);
  }
  if (!note && tags.length === 0) return;
  const url = first.subject ?? first.url;
  const page = pageBytes({ url, title: first.title, capturedAt: new Date().toISOString() });
  await queue.add({
    captureId: crypto.randomUUID(), after: first.captureId, kind: "page", url, subject: url,
    title: first.title, project: first.project ?? null, createdAt: Date.now(), attempts: 0,
    mayBeTaken: false, state: "waiting", failure: null, bytes: page.size, ...news,
  }, page);
  await plan();
}

/**
 * What a text has beyond an earlier one that it goes on from; all of it where it does not.
 *
 * @param {string | undefined} before
 * @param {string} now
 */
export function added(before, now) {
  const known = (before ?? "").trim();
  return (now.trim().startsWith(known) ? now.trim().slice(known.length) : now).trim();
}

/** @param {string[] | undefined} before @param {string[]} now */
function newTags(before, now) {
  const known = new Set((before ?? []).map((tag) => tag.toLowerCase()));
  return now.filter((tag) => !known.has(tag.toLowerCase()));
}
