// @ts-check
import { isReadableOnTheWay, normalAddress, originPattern } from "../shared/address.js";
import { NoAnswer, saveTargets } from "../shared/api.js";
import { targetsIn } from "../shared/targets.js";

const problems = {
  address: "This is no address of a server. Write it like https://fractal.example.org.",
  noToken: "This is no token: it has blanks or letters that none has.",
  permission: "Without the browser's permission nothing can be sent to the server.",
  away: "The server does not answer. Is the address right, and is it running?",
  unknownToken: "The server does not know this token.",
  wrongScope: "The token may not save pages. Make one with the scope “capture”.",
  elsewhere: "This address leads elsewhere. Put the final address here.",
  foreign: "There is a server, but it is no Fractal, or one too old for this extension.",
};

/**
 * How an attempt to connect ended: with the account, or with a sentence that says what to do.
 *
 * @typedef {import("../shared/types.js").Targets} Targets
 * @typedef {{ address: string, targets: Targets, warning: string }} Connected
 * @typedef {{ field: "server" | "token", problem: string }} Refused
 */

/**
 * Asks for the permission for one server and checks the token with it. Must begin in the click
 * itself, or the browser shows no question.
 *
 * @param {string} typedServer
 * @param {string} typedToken
 * @returns {Promise<Connected | Refused>}
 */
export async function connect(typedServer, typedToken) {
  const address = normalAddress(typedServer);
  const token = typedToken.trim();
  if (!address) return { field: "server", problem: problems.address };
  if (!/^[\x21-\x7e]+$/.test(token)) return { field: "token", problem: problems.noToken };
  if (!(await permit(address))) return { field: "server", problem: problems.permission };
  try {
    const answer = await saveTargets({ server: address, token });
    const targets = answer.status === 200 ? targetsIn(answer.document) : null;
    if (targets) return { address, targets, warning: warningFor(address) };
    return problemOf(answer.status);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return { field: "server", problem: problems.away };
  }
}

/**
 * Gives the permission for a server back.
 *
 * @param {string} address
 */
export async function dismiss(address) {
  for (const origin of [originPattern(address), originPattern(address, false)]) {
    // One that was never given, or that the browser cannot express, is none to give back.
    await chrome.permissions.remove({ origins: [origin] }).catch(() => {});
  }
}

/** @param {string} address */
async function permit(address) {
  try {
    return await chrome.permissions.request({ origins: [originPattern(address)] });
  } catch {
    return chrome.permissions.request({ origins: [originPattern(address, false)] });
  }
}

/**
 * Which field an answer other than success is about, and what to do.
 *
 * @param {number} status
 * @returns {Refused}
 */
export function problemOf(status) {
  switch (status) {
    case 401: return { field: "token", problem: problems.unknownToken };
    case 403: return { field: "token", problem: problems.wrongScope };
    case 0: return { field: "server", problem: problems.elsewhere };
    case 200: case 404: return { field: "server", problem: problems.foreign };
    default:
      return { field: "server", problem: `The server has trouble (${status}). Try again later.` };
  }
}

/** @param {string} address */
function warningFor(address) {
  return isReadableOnTheWay(address)
    ? " The connection is not encrypted: others on the network can read the token." : "";
}
