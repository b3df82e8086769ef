// @ts-check
import * as queue from "/extension/shared/queue.js";
import { equal, test } from "./runner.js";

/** @param {string} captureId @param {any} values @returns {any} */
function row(captureId, values = {}) {
  return { captureId, createdAt: 1, nextAt: 1, attempts: 0, state: "waiting", ...values };
}

test("captures are kept with their pages, oldest first, and taken out with them", async () => {
  await queue.add(row("b", { createdAt: 2 }), new Blob(["page b"]));
  await queue.add(row("a"), new Blob(["page a"]));
  equal((await queue.all()).map((one) => one.captureId), ["a", "b"]);
  equal(await (await queue.page("b"))?.text(), "page b");
  equal(await queue.count(), 2);
  await queue.remove("b");
  equal(await queue.get("b"), null);
  equal(await queue.page("b"), null);
  await queue.remove("a");
});

test("a capture id is taken once", async () => {
  await queue.add(row("a"), new Blob(["first"]));
  let isRefused = false;
  await queue.add(row("a"), new Blob(["second"])).catch(() => { isRefused = true; });
  equal(isRefused, true);
  equal(await (await queue.page("a"))?.text(), "first");
  await queue.remove("a");
});

test("changes meet the row as it is, and none where it is gone", async () => {
  await queue.add(row("a"), new Blob([""]));
  const changes = [...Array(20).keys()].map(() =>
    queue.change("a", (one) => ({ attempts: one.attempts + 1 })));
  await Promise.all(changes);
  equal((await queue.get("a"))?.attempts, 20);
  await queue.remove("a");
  equal(await queue.change("a", () => ({ attempts: 1 })), null);
  equal(await queue.count(), 0);
});

test("the oldest whose time has come is due; what is held never is", () => {
  const rows = [row("h", { state: "held", nextAt: 0 }), row("late", { nextAt: 50 }), row("now")];
  equal(queue.due(rows, 10)?.captureId, "now");
  equal(queue.due(rows, 60)?.captureId, "late");
  equal(queue.due(rows, 0), null);
  equal(queue.nextTime(rows), 1);
  equal(queue.nextTime(rows.slice(0, 1)), null);
});

test("what follows another capture is not due before that one is gone", () => {
  const rows = [row("first", { nextAt: 50 }), row("second", { nextAt: 0, after: "first" })];
  equal(queue.due(rows, 10), null);
  equal(queue.nextTime(rows), 50);
  equal(queue.due(rows, 60)?.captureId, "first");
  equal(queue.due(rows.slice(1), 10)?.captureId, "second");
});
