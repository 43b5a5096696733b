import * as fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { editsOf } from "../testing/schema-edits.ts";
import { documents, models, zodOf, type Model } from "../testing/schema-model.ts";
import { isBreaking } from "./change.ts";
import { compareSchemas } from "./compare-schemas.ts";

const jsonSchema = (model: Model) =>
  z.toJSONSchema(zodOf(model), { target: "draft-2020-12", io: "input", reused: "ref" });
const breaks = (old: Model, now: Model) =>
  compareSchemas(jsonSchema(old), jsonSchema(now)).filter(isBreaking);

/** A model, and what one to three edits of it have made of it. */
const edited = models({ unions: true }).chain((old) =>
  fc.array(fc.nat(), { minLength: 1, maxLength: 3 }).map((picks) => ({
    old,
    now: picks.reduce((model, pick) => editsOf(model).at(pick % editsOf(model).length)?.now ?? model, old),
  })),
);

test("what is called compatible takes every document that was valid", () => {
  const edit = edited.chain(({ old, now }) =>
    fc.record({
      old: fc.constant(old),
      now: fc.constant(now),
      valid: fc.array(documents(old), { minLength: 30, maxLength: 30 }),
    }),
  );
  fc.assert(
    fc.property(edit, ({ old, now, valid }) => {
      const [before, after] = [zodOf(old), zodOf(now)];
      expect(valid.filter((each) => !before.safeParse(each).success)).toEqual([]);
      const refused = valid.filter((each) => !after.safeParse(each).success);
      expect(refused.length === 0 || breaks(old, now).length > 0).toBe(true);
      expect(breaks(old, old)).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});

test("of every edit it is told whether it breaks, and a break is named where it is", () => {
  fc.assert(
    fc.property(models({ unions: false }), (old) => {
      for (const { effect, what, pointer, now } of editsOf(old)) {
        const found = breaks(old, now).map((change) => change.pointer);
        const said = { what, found: effect === "breaking" ? found.includes(pointer) : found };
        expect(said).toEqual({ what, found: effect === "breaking" ? true : [] });
      }
    }),
    { numRuns: 300 },
  );
});

test("two schemas that have nothing to do with each other are told apart by their documents", () => {
  const model = models({ unions: true });
  const pair = fc
    .tuple(model, model)
    .chain(([old, now]) => fc.tuple(fc.constant({ old, now }), documents(old)));
  fc.assert(
    fc.property(pair, ([{ old, now }, document]) => {
      expect(zodOf(now).safeParse(document).success || breaks(old, now).length > 0).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});
