import { contractRegistry, defineEvent } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { z } from "zod";
import { noteTaken } from "../testing/delivery/note.ts";
import { toyAdapter } from "../testing/delivery/toy-adapter.ts";
import type { Route } from "../route.ts";
import { codeOf, whyStandDown } from "./stand-down.ts";

const same = { codeThen: "toy 1", codeNow: "toy 1" };

test.each([
  [0, 0, undefined],
  [9, 9, undefined],
  [10, 2, undefined],
  [10, 3, "3 of the last 10 failed again (30 %)"],
])("of %i that ended %i failed again: %s", (ended, failed, why) => {
  expect(whyStandDown({ ...same, ended, failed })).toBe(why);
});

test("whoever would mend by other code than was looked at does not", () => {
  expect(whyStandDown({ codeThen: "toy 1", codeNow: "toy 2", ended: 0, failed: 0 })).toBe(
    "it was made for toy 1, and there is toy 2 now",
  );
});

test("another adapter version, another schema and a contract or route that is gone are other code", () => {
  const routeBy = (adapter: object) =>
    ({ connection: { adapter }, operation: { on: noteTaken } }) as unknown as Route;
  const [route, newer] = [routeBy(toyAdapter), routeBy({ ...toyAdapter, version: "9.0.0" })];
  const changed = defineEvent({
    ...noteTaken,
    data: z.strictObject({ noteId: z.string(), text: z.string().max(99) }),
  });
  const types = [noteTaken.type];
  const registry = contractRegistry([noteTaken]);
  const codes = [
    codeOf(route, types, registry),
    codeOf(newer, types, registry),
    codeOf(route, types, contractRegistry([changed])),
    codeOf(route, types, contractRegistry([])),
    codeOf(undefined, types, registry),
  ];
  expect(new Set(codes).size).toBe(5);
  expect(codeOf(route, [], registry)).toBe(codes[0]);
});
