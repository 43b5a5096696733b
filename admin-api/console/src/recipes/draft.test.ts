import { expect, test } from "vitest";
import { bodyOfDraft, faultOfDraft, newDraft, patchFault, type Draft } from "./draft.ts";

const draft = (changes: Partial<Draft> = {}): Draft => ({ ...newDraft("g"), ...changes });
const nowMs = Date.parse("2026-01-01T00:00:00");

test("sends the patch as it was typed, digit for digit", () => {
  const text = '{"total": 1.10, "id": 9007199254740993}';
  expect(bodyOfDraft(draft({ kind: "mergePatch", text }))).toBe(
    `{"selection":{"filter":{"group":"g"}},"mergePatch":${text}}`,
  );
});

test("is proposed for those that its preview was over", () => {
  const seen = { selected: 3, checksum: "-7" };
  expect(JSON.parse(bodyOfDraft(draft(), { seen, reason: "why" }))).toMatchObject({
    selection: { filter: { group: "g" }, expectedCount: 3, expectedChecksum: "-7" },
    reason: "why",
  });
});

test("says where a patch is no JSON, or not of its kind", () => {
  expect(patchFault(draft({ text: '[{"op" "test"}]' }))?.from).toBe(7);
  expect(patchFault(draft({ text: "{}" }))?.words).toMatch(/list of operations/);
  expect(patchFault(draft({ kind: "mergePatch", text: "[]" }))?.words).toMatch(/object/);
  expect(patchFault(draft())).toBeUndefined();
});

test("goes on until a moment to come, at most 90 days away", () => {
  expect(faultOfDraft(draft({ activeUntil: "2025-12-31T00:00" }), nowMs)).toMatch(/to come/);
  expect(faultOfDraft(draft({ activeUntil: "2026-04-02T00:00" }), nowMs)).toMatch(/90 days/);
  expect(faultOfDraft(draft({ activeUntil: "2026-03-01T00:00" }), nowMs)).toBeUndefined();
});
