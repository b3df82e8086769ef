// @ts-check
import { judge, lineFailure, sentence } from "/extension/shared/outcome.js";
import { problemOf } from "/extension/options/connecting.js";
import { targetsIn } from "/extension/shared/targets.js";
import { equal, holds, test } from "./runner.js";

/** @param {number} status @param {any} document */
function outcome(status, document = null) {
  const { kind, code } = /** @type {any} */ (judge({ status, document, retryAfterSeconds: null }));
  return [kind, code];
}

test("a capture that was taken, now or before, is done", () => {
  equal([202, 200, 201].map((status) => outcome(status)[0]), ["done", "done", "done"]);
});

test("what may pass by itself is tried again", () => {
  for (const status of [408, 425, 429, 500, 502, 503, 504]) {
    equal(outcome(status), ["retry", "busy"]);
  }
});

test("what only a person can change is held, with the reason", () => {
  equal(outcome(401), ["hold", "signedOut"]);
  equal(outcome(403), ["hold", "forbidden"]);
  equal(outcome(404), ["hold", "noSuchServer"]);
  equal(outcome(404, { detail: "there is no such project" }), ["hold", "noProject"]);
  equal(outcome(413), ["hold", "tooLarge"]);
  equal(outcome(422), ["hold", "refused"]);
  equal(outcome(0), ["hold", "redirected"]);
});

test("the server's own sentence is told, the first fault before the general one", () => {
  equal(sentence({ title: "Invalid", errors: [{ detail: "must be https" }] }), "must be https");
  equal(sentence({ title: "Invalid" }), "Invalid");
  equal(sentence(null), undefined);
  equal(sentence("text"), undefined);
});

test("a refused connection says which of the two fields is wrong", () => {
  equal([401, 403, 404, 0, 503].map((status) => problemOf(status).field),
    ["token", "token", "server", "server", "server"]);
});

test("a server that knows no lines, or not this token, is told from one that is in trouble", () => {
  holds(lineFailure(404, null), "cannot add tasks from a line yet");
  holds(lineFailure(401, null), "token");
  holds(lineFailure(503, null), "Your line is still here");
  equal(lineFailure(422, { detail: "no such day" }), "no such day");
});

test("targets are read with whole paths, sorted; another document is none", () => {
  const targets = targetsIn({
    user: { email: "ada@example.org" }, workspace: { name: "Home" }, tags: ["a", 1],
    projects: [
      { id: "2", name: "Beds", path: ["Garden"] }, { id: "1", name: "Attic", path: [] }, {},
    ],
  });
  equal(targets?.projects, [{ id: "1", path: "Attic" }, { id: "2", path: "Garden / Beds" }]);
  equal(targets?.account, "ada@example.org, Home");
  equal(targets?.tags, ["a"]);
  equal(targetsIn({ hello: 1 }), null);
  equal(targetsIn(null), null);
});
