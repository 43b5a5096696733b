import { defineEvent, personal, sensitive } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { z } from "zod";
import { maskData } from "./mask-data.ts";

const taken = defineEvent({
  type: "note.taken.v1",
  summary: "A note was taken.",
  semantics: "delta",
  owner: "tests",
  entityKey: "noteId",
  data: z.strictObject({
    noteId: z.string(),
    total: z.number(),
    guest: z.strictObject({ name: personal(z.string()), vip: z.boolean() }).optional(),
    lines: z.array(z.strictObject({ sku: z.string(), note: personal(z.string()).optional() })).optional(),
    code: sensitive(z.string()).optional(),
    traits: personal(z.record(z.string(), z.json())).optional(),
  }),
  examples: [{ noteId: "n-1", total: 1 }],
});

const mask = (text: string, contract: typeof taken | undefined = taken) => {
  const { json, text: rest, masked } = maskData(Buffer.from(text), contract);
  return { shown: json ?? rest, places: masked.map(({ pointer, because }) => `${pointer} ${because}`) };
};

test("what the contract marks is hidden, the rest is shown with its digits", () => {
  const { shown, places } = mask(
    '{"noteId":"n-1","total":12.50,"guest":{"name":"Ada","vip":true},"lines":[{"sku":"7","note":"nuts"},{"sku":"8","note":"Ada"}],"code":"s3","traits":{"Ada":1}}',
  );
  expect(shown).toBe(
    '{"noteId":"n-1","total":12.50,"guest":{"name":"•••","vip":true},"lines":[{"sku":"7","note":"•••"},{"sku":"8","note":"•••"}],"code":"•••","traits":"•••"}',
  );
  expect(places).toEqual([
    "/guest/name personal",
    "/lines/*/note personal",
    "/code sensitive",
    "/traits personal",
  ]);
});

test.each([
  ["a field that it does not have", '{"noteId":"n-1","total":1,"nickname":"Ada"}', "/nickname unknown"],
  ["a value of another kind", '{"noteId":"n-1","total":1,"guest":"Ada"}', "/guest unknown"],
  ["a list for an object", '{"noteId":"n-1","total":1,"guest":["Ada"]}', "/guest/* unknown"],
  ["no object at all", '["Ada"]', "/* unknown"],
  ["an address in a field of no class", '{"noteId":"Ada@b.org","total":1}', "/noteId address"],
])("%s is hidden where its name does not vouch for it", (_what, text, place) => {
  const { shown, places } = mask(text);
  expect(shown).not.toContain("Ada");
  expect(places).toEqual([place]);
});

test("of what nobody knows, names vouch for values and nothing else does", () => {
  const text = '{"amount":12.50,"status":"open","guest":{"name":"Ada","id":7},"contactId":"+1 555 123 4567"}';
  const { shown } = maskedWithout(text);
  expect(shown).toBe('{"amount":12.50,"status":"open","guest":{"name":"•••","id":7},"contactId":"•••"}');
  expect(maskedWithout("status=open&name=Ada").shown).toBe("status=open&name=•••");
  expect(maskedWithout("Ada Lovelace;no card (yet)").shown).toBe("•••;••• (•••)");
  expect(maskedWithout('{"id": 7, "ok": true, name: Ada}').shown).toBe('{"id": 7, "ok": true, •••: •••}');
  expect(maskedWithout(`${"[".repeat(200_000)}"Ada"`).shown).not.toContain("Ada");
});

function maskedWithout(text: string) {
  const { json, text: rest } = maskData(Buffer.from(text), undefined);
  return { shown: json ?? rest };
}
