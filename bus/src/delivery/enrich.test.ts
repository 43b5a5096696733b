import { expect, test } from "vitest";
import { openHarness } from "../testing/harness.ts";
import { noteTaken } from "../testing/delivery/note.ts";
import { answered, connectionReset, filedAt, scriptedVendor } from "../testing/delivery/scripted-vendor.ts";
import { noteFiled, toyAdapter } from "../testing/delivery/toy-adapter.ts";
import type { Answer } from "./ports.ts";

function setup(...answers: readonly Answer[]) {
  const vendor = scriptedVendor(...answers);
  const harness = openHarness({
    adapter: toyAdapter,
    settings: { baseUrl: "http://vendor.test" },
    secrets: { apiKey: "k" },
    vendor,
    contracts: [noteTaken, noteFiled],
  });
  return {
    ...harness,
    vendor,
    thin: () => harness.deliver("enriched", noteTaken, { noteId: "n-1", text: "" }),
  };
}

test("a thin event is told whole once it was read", async () => {
  const { thin, emitted, vendor } = setup(filedAt("p-7"));
  expect(await thin()).toMatchObject({ state: "applied" });
  expect(vendor.sent).toMatchObject([{ request: { method: "GET", path: "/notes/n-1" } }]);
  expect(emitted).toEqual([
    { contract: noteFiled, data: { noteId: "n-1", place: "p-7" }, entityversion: "7" },
  ]);
});

test("what is not there any more changes nothing and tells nothing", async () => {
  const { thin, emitted } = setup(answered(404));
  expect(await thin()).toMatchObject({ state: "unchanged" });
  expect(emitted).toEqual([]);
});

test.each([
  ["was lost", connectionReset],
  ["is a 500", answered(500)],
  ["cannot be read", answered(200, { nothing: "useful" })],
])("a read whose answer %s has done nothing, and is tried again", async (_case, answer) => {
  const { thin, next, emitted } = setup(answer, filedAt("p-7"));
  expect(await thin()).toMatchObject({ state: "waiting", doubtSinceMs: undefined });
  expect(await next("enriched")).toMatchObject({ state: "applied" });
  expect(emitted).toHaveLength(1);
});
