import { expect, test } from "vitest";
import type { Replay } from "./outcomes.ts";
import { commandOf, groupOf, groupsOf, purposeOf, selectionWords } from "./told.ts";

const replayOf = (changes: object) =>
  ({
    kind: "failures",
    selection: { filter: { group: "g1", states: ["dead", "blocked"] }, expectedCount: 2 },
    selected: 2,
    routes: ["a.b"],
    ratePerSecond: 20,
    ramp: [1, "rest"],
    reason: "mended",
    ...changes,
  }) as unknown as Replay; // only what the words are made of

test("a replay is the same by command, with the names that people filter by", () => {
  expect(commandOf(replayOf({}))).toBe(
    `npx spindle replay start --group g1 --state 'dead,blocked' --ramp 1,rest --rate 20 --reason "mended"`,
  );
});

test("one that is still to begin is by command with its time", () => {
  const scheduled = replayOf({ state: "scheduled", startAt: "2026-11-28T01:00:00Z" });
  expect(commandOf(scheduled)).toContain(" --at 2026-11-28T01:00:00Z ");
});

test("values at payload paths are told as they are searched by", () => {
  const selection = { filter: { payload: [{ path: "orderId", value: "123" }], texts: ["card"] } };
  expect(selectionWords(replayOf({ selection }))).toBe("2 failures of a.b: payload orderId:123, q card");
});

test("several groups are told of by their number or by what found them", () => {
  const ofGroups = { states: ["open", "regressed"], text: "card is" };
  const found = replayOf({ selection: { filter: { ofGroups }, expectedCount: 2 } });
  expect(selectionWords(found)).toBe(
    '2 failures of a.b: of groups that match state:open,regressed "card is"',
  );
  expect(commandOf(found)).toContain(` --of-groups 'state:open,regressed "card is"' `);
  const chosen = replayOf({ selection: { filter: { ofGroups: { ids: ["g1", "g2"] } }, expectedCount: 2 } });
  expect(selectionWords(chosen)).toBe("2 failures of a.b: 2 groups");
  expect(groupsOf(chosen)).toEqual(["g1", "g2"]);
});

test("a backfill and a re-apply have commands of their own", () => {
  const selection = { route: "a.b", from: "2026-11-01T00:00:00Z", to: "2026-11-02T00:00:00Z" };
  const asked = { selection, ramp: null, ratePerSecond: null };
  expect(commandOf(replayOf({ ...asked, kind: "backfill" }))).toBe(
    `npx spindle backfill --route a.b --from 2026-11-01T00:00:00Z --to 2026-11-02T00:00:00Z --reason "mended"`,
  );
  expect(commandOf(replayOf({ ...asked, kind: "reapply", selection: { ids: ["m:a.b"] } }))).toBe(
    `npx spindle reapply m:a.b --reason "mended"`,
  );
});

test("its scope is told in words, and leads to the group that it was of", () => {
  expect(selectionWords(replayOf({}))).toBe("2 failures of a.b: group g1, state dead,blocked");
  expect(groupOf(replayOf({}))).toBe("g1");
  expect(groupOf(replayOf({ selection: { ids: ["m:a.b"] } }))).toBeUndefined();
});

test("a replay that a recipe began is told by the recipe's reason, and leads to it", () => {
  const recipe = "01a21e10-db89-7105-8843-19499248111f";
  expect(purposeOf({ reason: `recipe ${recipe}: the till errs` })).toEqual({
    words: "the till errs",
    recipe,
  });
  expect(purposeOf({ reason: "recipe: see ticket 7" })).toEqual({ words: "recipe: see ticket 7" });
});
