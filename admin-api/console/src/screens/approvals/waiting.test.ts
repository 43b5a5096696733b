import { expect, test } from "vitest";
import { waitingOf } from "./waiting.ts";

type Given = Parameters<typeof waitingOf>[0];

test("lists edits and recipes together, what runs out first before the others, and what never does last", () => {
  const given = {
    data: [
      { id: "m:a.b", n: 1, expiresAt: "2026-01-03T00:00:00Z" },
      { id: "m:a.c", n: 2, expiresAt: null },
    ],
    recipes: [{ id: "r", expiresAt: "2026-01-02T00:00:00Z" }],
  } as unknown as Given;
  expect(waitingOf(given).map(({ key }) => key)).toEqual(["r", "m:a.b/1", "m:a.c/2"]);
});
