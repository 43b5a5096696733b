import { expect, test } from "vitest";
import { vendorKey } from "./vendor-key.ts";

const effect = { messageId: "m-1", route: "toy.file", revision: 0, era: 0, step: 0 };

test("a vendor key is the same over every attempt, in every version of the bus", () => {
  // A change of this value would send every effect in doubt a second time.
  expect(vendorKey(effect)).toBe("9ec811d3-6d68-55e8-9334-14add0cd1c35");
});

test("a vendor key differs by message, route, revision, era and step", () => {
  const others = [{ messageId: "m-2" }, { route: "toy.unfile" }, { revision: 1 }, { era: 1 }, { step: 1 }];
  const keys = [effect, ...others.map((other) => ({ ...effect, ...other }))].map(vendorKey);
  expect(new Set(keys).size).toBe(keys.length);
});
