import { expect, test } from "vitest";
import { guarded } from "./guarded.ts";
import { thrownAt } from "./thrown-at.ts";

const thrown = (...lines: readonly string[]): Error =>
  Object.assign(new TypeError("points is undefined"), {
    stack: ["TypeError: points is undefined", ...lines.map((line) => `    at ${line}`)].join("\n"),
  });
const ofBus = import.meta.resolve("./attempt.ts");
const caller = import.meta.resolve("./guarded.ts");

test("tells names, files and lines of the adapter, the innermost call first, and nothing of the bus or of Node", () => {
  const error = thrown(
    "pointsOf (file:///srv/adapters/punchh/src/check-in.ts:41:9)",
    "Array.map (<anonymous>)",
    "/srv/adapters/punchh/src/check-in.ts:12:3",
    "async Object.request (/srv/adapters/punchh/src/operations.ts:7:1)",
    `run (${ofBus}:9:2)`,
    `guarded (${caller}:9:2)`,
    "main (/srv/start.ts:1:1)",
    "node:internal/process/task_queues:103:5",
  );
  expect(thrownAt(error, caller)).toEqual([
    "pointsOf punchh/src/check-in.ts:41",
    "punchh/src/check-in.ts:12",
    "Object.request punchh/src/operations.ts:7",
  ]);
});

test("what a library threw is told by who called it", () => {
  const error = thrown(
    "inner (/srv/node_modules/zod/v4/core/parse.js:41:9)",
    "outer (/srv/node_modules/zod/v4/core/parse.js:50:9)",
    "lineOf (/srv/mine/src/lines.ts:8:1)",
  );
  expect(thrownAt(error, caller)).toEqual([
    "lineOf mine/src/lines.ts:8",
    "inner v4/core/parse.js:41",
    "outer v4/core/parse.js:50",
  ]);
});

test("a stack that tells nothing is no frame", () => {
  expect(thrownAt(thrown(), caller)).toEqual([]);
  expect(thrownAt(Object.assign(new Error("x"), { stack: undefined }), caller)).toEqual([]);
});

test("an adapter's throw is told with where it was", () => {
  const error = thrown("pointsOf (/srv/punchh/src/check-in.ts:41:9)", `guarded (${caller}:9:2)`);
  const made = guarded("request", () => {
    throw error;
  });
  expect(made).toEqual({
    ok: false,
    error: "The adapter threw in request: points is undefined (at pointsOf punchh/src/check-in.ts:41)",
  });
  expect(guarded("request", () => undefined)).toEqual({
    ok: false,
    error: "The adapter threw in request: it gave nothing back",
  });
});
