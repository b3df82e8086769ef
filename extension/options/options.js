// @ts-check
import { element, say } from "../shared/elements.js";
import { fillProjects, knownTargets, keepTargets } from "../shared/targets.js";
import { isSetUp, readSettings, writeSettings } from "../shared/settings.js";
import { callWorker } from "../shared/worker-call.js";
import { connect, dismiss } from "./connecting.js";

const server = element("server", HTMLInputElement);
const token = element("token", HTMLInputElement);
const project = element("project", HTMLSelectElement);
const opensPopup = element("opens-popup", HTMLInputElement);
const leadsWithVerb = element("leads-with-verb", HTMLInputElement);
const answer = element("answer", HTMLElement);

element("account", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
  connectAccount();
});
element("forget", HTMLButtonElement).addEventListener("click", disconnect);
element("reveal", HTMLButtonElement).addEventListener("click", reveal);
element("preferences", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
});
project.addEventListener("change", () => keep({ project: project.value || null }));
opensPopup.addEventListener("change", () => keep({ opensPopup: opensPopup.checked }));
leadsWithVerb.addEventListener("change", () => keep({ leadsWithVerb: leadsWithVerb.checked }));
await show();

async function show() {
  const settings = await readSettings();
  server.value = settings.server;
  token.value = settings.token;
  opensPopup.checked = settings.opensPopup;
  leadsWithVerb.checked = settings.leadsWithVerb;
  const isConnected = isSetUp(settings);
  element("choices", HTMLElement).hidden = !isConnected;
  element("forget", HTMLButtonElement).hidden = !isConnected;
  if (!isConnected) return;
  const { targets } = await knownTargets(settings);
  fillProjects(project, targets.projects, settings.project);
}

async function connectAccount() {
  const button = element("connect", HTMLButtonElement);
  button.disabled = true;
  for (const field of [server, token]) field.removeAttribute("aria-invalid");
  say(answer, "Checking…", "quiet");
  try {
    const result = await connect(server.value, token.value);
    if ("problem" in result) {
      const field = result.field === "server" ? server : token;
      field.setAttribute("aria-invalid", "true");
      field.focus();
      return say(answer, result.problem, "bad");
    }
    await keepAccount(result);
    const account = `Connected as ${result.targets.account}.`;
    say(answer, account + result.warning, result.warning ? "bad" : "good");
  } finally {
    button.disabled = false;
  }
}

/** @param {import("./connecting.js").Connected} result */
async function keepAccount({ address, targets }) {
  const before = await readSettings();
  const isKnown = targets.projects.some((one) => one.id === before.project);
  await keepTargets(targets);
  await writeSettings({
    server: address, token: token.value.trim(), project: isKnown ? before.project : null,
  });
  if (before.server && before.server !== address) await dismiss(before.server);
  // Pages that wait for days must not be cleared away with caches.
  await navigator.storage.persist?.();
  await callWorker("settingsChanged");
  await show();
}

async function disconnect() {
  const { server: address } = await readSettings();
  await writeSettings({ server: "", token: "", project: null });
  if (address) await dismiss(address);
  await chrome.storage.local.remove(["targets", "knownTags"]);
  await show();
  say(answer, "Disconnected; the token is forgotten here. Revoke it on the server too.", "quiet");
  server.focus();
}

function reveal() {
  const isShown = token.type === "text";
  token.type = isShown ? "password" : "text";
  const button = element("reveal", HTMLButtonElement);
  button.textContent = isShown ? "Show" : "Hide";
  button.setAttribute("aria-pressed", String(!isShown));
}

/** @param {Partial<import("../shared/types.js").Settings>} changes */
async function keep(changes) {
  await writeSettings(changes);
  say(element("kept", HTMLElement), "Kept.", "quiet");
}
