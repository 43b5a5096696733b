import { contractRegistry, defineEvent, personal } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { z } from "zod";
import { hiddenValue } from "../mask-body.ts";
import type { Patch } from "../mending/apply-patch.ts";
import { readExactly } from "../mending/exact-tree.ts";
import { noteTaken } from "../testing/delivery/note.ts";
import type { RecipeMember } from "./mend-member.ts";
import { previewRecipe } from "./preview-recipe.ts";
import { shownPatch } from "./shown-patch.ts";

const rules = { registry: contractRegistry([noteTaken]), routes: [] };
const mergePatch = (patch: object): Patch => ({
  kind: "mergePatch",
  patch: readExactly(JSON.stringify(patch)),
});
const operations = (...given: readonly object[]): Patch => ({
  kind: "patch",
  operations: readExactly(JSON.stringify(given)),
});

const member = (data: string, more: Partial<RecipeMember> = {}): RecipeMember => ({
  key: { messageId: "01890a5d-ac96-774b-bcce-b302099a8057", route: "toy.keyed" },
  obstacle: null,
  message: {
    envelope: { id: "m-1", source: "/tests", sourceId: "s-1", type: noteTaken.type, extensions: {} },
    body: Buffer.from(data),
    base: 0,
  },
  ...more,
});

async function* batchesOf(...batches: readonly (readonly RecipeMember[])[]) {
  yield* batches;
}

const unhurried = { withinMs: 1_000, now: () => 0 };
const coffee = member('{"noteId":"n-1","text":"two coffees"}');

test("tells each member's fate: mended, not meant, not fitting, not changed, locked, or not to be sent", async () => {
  const patch = operations(
    { op: "test", path: "/noteId", value: "n-1" },
    { op: "replace", path: "/text", value: "tea" },
  );
  const members = [
    coffee,
    member('{"noteId":"n-2","text":"cake"}'),
    member('{"noteId":"n-1","text":"tea"}'),
    member('{"noteId":"n-1"}'),
    member("no JSON"),
    member('{"noteId":"n-1","text":"cake","more":1}'),
    member("{}", { obstacle: "it is applied" }),
    member("{}", { message: undefined }),
    member("{}", { key: { messageId: "m", route: "intake" } }),
  ];
  const preview = await previewRecipe(batchesOf(members), patch, rules, unhurried);
  expect(preview).toMatchObject({ looked: 9, cut: null, mended: 1, touching: 0, types: [noteTaken.type] });
  expect(preview.left.map(({ verdict, count }) => `${count} ${verdict}`).toSorted()).toEqual([
    "1 cannotApply",
    "1 cannotApply",
    "1 skipped",
    "1 skipped",
    "1 skipped",
    "1 testFails",
    "1 unchanged",
    "1 unfit",
  ]);
  expect(preview.samples).toEqual([
    {
      id: expect.stringContaining(":toy.keyed"),
      differences: [{ pointer: "/text", change: "changed", before: '"two coffees"', after: '"tea"' }],
    },
  ]);
  const moved = await previewRecipe(batchesOf([coffee]), mergePatch({ noteId: "n-9" }), rules, unhurried);
  expect(moved.left).toMatchObject([{ verdict: "locked", count: 1 }]);
});

test("three ids stand for one reason, however many members it has", async () => {
  const many = Array.from({ length: 9 }, () => coffee);
  const preview = await previewRecipe(batchesOf(many), mergePatch({ text: 7 }), rules, unhurried);
  expect(preview.left).toMatchObject([{ verdict: "unfit", count: 9 }]);
  expect(preview.left[0]?.examples).toHaveLength(3);
});

test("ends when its time is over, and after ten thousand members, and says so", async () => {
  const patch = mergePatch({ text: "tea" });
  let now = 0;
  const ticking = { withinMs: 1_000, now: () => (now += 600) };
  const late = await previewRecipe(batchesOf([coffee], [coffee], [coffee]), patch, rules, ticking);
  expect(late).toMatchObject({ looked: 2, cut: expect.stringContaining("1 s") });
  const gone = Array.from({ length: 10_001 }, () => member("{}", { obstacle: "it is applied" }));
  const wide = await previewRecipe(batchesOf(gone), patch, rules, unhurried);
  expect(wide).toMatchObject({ looked: 10_000, cut: expect.stringContaining("10000") });
});

const guest = defineEvent({
  type: "guest.seen.v1",
  summary: "A guest was seen.",
  data: z.strictObject({ guestId: z.string(), email: personal(z.email()), seat: z.string() }),
  entityKey: "guestId",
  semantics: "delta",
  owner: "tests",
  examples: [{ guestId: "g-1", email: "ana@example.com", seat: "4" }],
});
const registry = contractRegistry([guest]);

test("a patch is shown without what it writes into personal places, or compares with them; without its contract nothing is shown", () => {
  const merge = {
    kind: "mergePatch",
    patch: '{"email":"a@b.example","seat":"5"}',
    types: [guest.type],
  } as const;
  expect(shownPatch(merge, registry)).toBe(`{"email":"${hiddenValue}","seat":"5"}`);
  expect(shownPatch({ ...merge, types: ["gone.v1"] }, registry)).toBe(
    `{"email":"${hiddenValue}","seat":"${hiddenValue}"}`,
  );
  const patch = JSON.stringify([
    { op: "test", path: "/email", value: "a@b.example" },
    { op: "replace", path: "", value: { email: "a@b.example" } },
    { op: "replace", path: "/seat", value: "5" },
  ]);
  const shown = shownPatch({ kind: "patch", patch, types: [guest.type] }, registry);
  expect(shown).not.toContain("a@b.example");
  expect(shown).toContain('"/seat","value":"5"');
});
