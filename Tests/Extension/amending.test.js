// @ts-check
import { added, amend } from "/extension/background/amending.js";
import { deliver } from "/extension/background/delivery.js";
import * as queue from "/extension/shared/queue.js";
import { equal, test } from "./runner.js";

/**
 * Runs a test with a browser's storage and a server that answers as `answer` says: a status, or
 * 0 for an answer that is lost although the capture was taken.
 *
 * @param {(answer: { next: number[] }, bodies: any[]) => Promise<void>} body
 */
async function served(body) {
  /** @type {Record<string, any>} */
  const session = {};
  const nothing = async () => {};
  const scope = /** @type {any} */ (globalThis);
  const before = { chrome: scope.chrome, fetch: scope.fetch };
  scope.chrome = {
    storage: {
      local: { get: async () => ({ settings: { server: location.origin, token: "t" } }) },
      session: { get: async () => session, set: async (values) => Object.assign(session, values) },
    },
    alarms: { create: nothing, clear: nothing },
    action: {
      setBadgeText: nothing, setTitle: nothing, setBadgeBackgroundColor: nothing,
      setBadgeTextColor: nothing,
    },
    permissions: { contains: async () => true },
  };
  /** @type {any[]} */
  const bodies = [];
  /** @type {{ next: number[] }} */
  const answer = { next: [] };
  scope.fetch = async (_, options) => {
    const text = new Blob([options.body]).stream().pipeThrough(new DecompressionStream("gzip"));
    bodies.push(await new Response(text).json());
    const status = answer.next.shift() ?? 202;
    if (status === 0) throw new TypeError("the answer was lost");
    return new Response("{}", { status });
  };
  try {
    await body(answer, bodies);
  } finally {
    for (const row of await queue.all()) await queue.remove(row.captureId);
    Object.assign(scope, before);
  }
}

/** @param {any} values @returns {any} */
function row(values = {}) {
  return {
    captureId: "a", kind: "page", url: "https://a.example/", title: "A", project: "p", tags: ["t"],
    note: "one", createdAt: 1, nextAt: 0, attempts: 0, state: "waiting", failure: null, bytes: 9,
    ...values,
  };
}

/** Lets everything go that waits. */
async function deliverNow() {
  for (const one of await queue.all()) await queue.change(one.captureId, () => ({ nextAt: 0 }));
  await deliver();
}

const page = new Blob(["\"url\":\"https://a.example/\""]);

test("before anything was sent the capture itself is changed", () => served(async (_, bodies) => {
  await queue.add(row(), page);
  equal(await amend("a", { project: "q", tags: ["u"], note: "two" }), true);
  await deliverNow();
  equal(bodies.map(({ captureId, project, tags, note }) => [captureId, project, tags, note]),
    [["a", "q", ["u"], "two"]]);
}));

test("what is added after a lost answer follows as a capture of its own, once", () =>
  served(async (answer, bodies) => {
    await queue.add(row(), page);
    answer.next = [0, 200, 202];
    await deliverNow();
    equal(await amend("a", { project: "q", tags: ["T"], note: "one" }), true);
    equal(await queue.count(), 1);
    for (const note of ["one t", "one two", "one two three"]) {
      equal(await amend("a", { project: "q", tags: ["t", "u"], note }), true);
    }
    equal(await queue.count(), 2);
    equal((await queue.get("a"))?.note, "one");
    await deliverNow();
    equal(bodies.map(({ captureId }) => captureId === "a"), [true, true, false]);
    const { captureId: _, capturedAt: __, ...last } = bodies[2];
    equal(last,
      { project: "p", tags: ["u"], note: "two three", url: "https://a.example/", title: "A" });
    equal(await queue.count(), 0);
    // The popup may still show a capture that has just arrived.
    equal(await amend("a", { tags: ["t", "u"], note: "one two three four" }), true);
    await deliverNow();
    equal(bodies[3].note, "four");
    equal(bodies[3].tags, undefined);
    equal(await amend("unknown", { note: "x" }), false);
  }));

test("a capture that the server refused can be changed, one that it may have had cannot", () =>
  served(async (answer) => {
    await queue.add(row(), page);
    answer.next = [403];
    await deliverNow();
    equal((await queue.get("a"))?.state, "held");
    await amend("a", { project: "q" });
    equal((await queue.get("a"))?.project, "q");
    await queue.change("a", () => ({ state: "waiting" }));
    answer.next = [0, 403];
    await deliverNow();
    await deliverNow();
    equal((await queue.get("a"))?.attempts, 3);
    await amend("a", { project: "r", note: "one more" });
    equal((await queue.get("a"))?.project, "q");
    equal((await queue.followers("a")).map((one) => [one.project, one.note]), [["q", "more"]]);
    // Words that are taken away again before they were sent are not sent.
    await amend("a", { note: "one" });
    equal(await queue.count(), 1);
  }));

test("what goes on from an earlier note is its end, anything else is all of it", () => {
  equal(added("one", "one two"), "two");
  equal(added("", " one "), "one");
  equal(added(undefined, "one"), "one");
  equal(added("one", "two"), "two");
  equal(added("one ", "one"), "");
});
