import { expect, test } from "vitest";
import { z } from "zod";
import { defineCommand, defineEvent } from "../define.ts";
import { personal } from "../field-class.ts";
import { contractRegistry } from "../registry.ts";
import { compareReleased } from "./compare-released.ts";
import { releaseOf } from "./released.ts";

const definition = {
  type: "note.taken.v1",
  summary: "A note was taken.",
  data: z.strictObject({ noteId: z.string(), name: personal(z.string()) }),
  entityKey: "noteId",
  semantics: "state",
  owner: "tests",
  examples: [{ noteId: "1", name: "Ada" }],
} as const;
const contract = defineEvent(definition);
const released = releaseOf(contractRegistry([contract]), contract);
const against = (now: Parameters<typeof contractRegistry>[0]) =>
  compareReleased(released, contractRegistry(now)).map(({ pointer, reason }) => `${pointer} ${reason}`);

test("a contract that did not change has no changes", () => {
  expect(against([contract])).toEqual([]);
});

test("a contract that is gone breaks", () => {
  expect(against([])[0]).toContain("contract removed");
});

test("kind, semantics and entity key are promises", () => {
  const now = defineCommand({ ...definition, semantics: "delta", entityKey: "name" });
  expect(against([now])).toEqual([
    " kind changed: event → command",
    " semantics changed: state → delta",
    " entityKey changed: noteId → name",
  ]);
});

test("a field that was personal stays so", () => {
  const now = defineEvent({ ...definition, data: z.strictObject({ noteId: z.string(), name: z.string() }) });
  expect(against([now])).toEqual(["/name field class loosened: personal no more"]);
});

test("what only a refinement refuses is found by the released examples", () => {
  const name = personal(z.string().refine((text) => text !== "Ada", "must not be Ada"));
  const now = defineEvent({
    ...definition,
    data: z.strictObject({ noteId: z.string(), name }),
    examples: [{ noteId: "1", name: "Bob" }],
  });
  expect(against([now])).toEqual(["/name a released example is refused: must not be Ada"]);
});
