// @ts-check
/** @typedef {import("./types.js").Project} Project */
/** @typedef {import("./types.js").Targets} Targets */
import { NoAnswer, saveTargets } from "./api.js";

/**
 * Where the account may save to: as the server says, else as it said last time.
 *
 * @param {{ server: string, token: string }} account
 * @returns {Promise<{ targets: Targets, isFresh: boolean }>}
 */
export async function knownTargets(account) {
  try {
    const answer = await saveTargets(account);
    const targets = answer.status === 200 ? targetsIn(answer.document) : null;
    if (targets) {
      await keepTargets(targets);
      return { targets, isFresh: true };
    }
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
  }
  const { targets } = await chrome.storage.local.get("targets");
  return { targets: targets ?? { account: "", projects: [], tags: [] }, isFresh: false };
}

/**
 * Keeps what the server said, for when it is away.
 *
 * @param {Targets} targets
 */
export async function keepTargets(targets) {
  await chrome.storage.local.set({ targets });
}

/**
 * The targets of a server's answer; null where it is none.
 *
 * @param {any} document
 * @returns {Targets | null}
 */
export function targetsIn(document) {
  if (!Array.isArray(document?.projects)) return null;
  /** @type {Project[]} */
  const projects = [];
  for (const one of document.projects) {
    if (typeof one?.id !== "string") continue;
    const above = Array.isArray(one.path) ? one.path : [];
    projects.push({ id: one.id, path: [...above, one.name ?? one.id].join(" / ") });
  }
  projects.sort((a, b) => a.path.localeCompare(b.path));
  /** @type {unknown[]} */
  const tags = Array.isArray(document.tags) ? document.tags : [];
  return {
    account: [document.user?.email, document.workspace?.name].filter(Boolean).join(", "),
    projects,
    tags: tags.flatMap((tag) => typeof tag === "string" ? [tag] : []),
  };
}

/**
 * Fills a choice of projects; the first entry stands for the inbox.
 *
 * @param {HTMLSelectElement} select
 * @param {Project[]} projects
 * @param {string | null} chosen
 */
export function fillProjects(select, projects, chosen) {
  const options = projects.map((project) => new Option(project.path, project.id));
  // A choice that is not on the list stays one until the person makes another.
  if (chosen && !projects.some((project) => project.id === chosen)) {
    options.unshift(new Option("Chosen earlier", chosen));
  }
  select.replaceChildren(new Option("Inbox", ""), ...options);
  select.value = chosen ?? "";
}
