import { expect, test } from "vitest";
import { differencesIn } from "./differences.ts";

const only = (found: Parameters<typeof differencesIn>[0][number]) => differencesIn([found])[0];

test("what is as declared is no difference", () => {
  expect(differencesIn([{ kind: "queue", name: "q", state: "exists" }])).toEqual([]);
});

test("what is missing is mended by applying the topology", () => {
  expect(only({ kind: "queue", name: "q", state: "missing" })).toMatchObject({
    fix: "spindle topology apply",
  });
});

test.each(["differs", "moving", "unwanted"] as const)(
  "a queue that is %s is mended by a migration, for which workers stop first",
  (state) => {
    const found = only({ kind: "queue", name: "q", state, messages: 3 });
    expect(found?.fix).toBe("spindle topology apply --migrate");
    expect(found?.words).toMatch(/3 messages wait in it\. Stop workers/);
  },
);

test.each([
  ["exchange", "spindle.messages"],
  ["queue", "spindle.journal"],
] as const)("an %s %s that differs has no command, for what is in it would be lost", (kind, name) => {
  const found = only({ kind, name, state: "differs", difference: "inequivalent arg 'x-max-age'" });
  expect(found).toMatchObject({ fix: null, words: expect.stringMatching(/inequivalent.*by hand/) });
});
