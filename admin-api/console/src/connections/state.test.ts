import { expect, test } from "vitest";
import { stateOf } from "./state.ts";

const paused = { by: "ann", since: "2026-01-01T00:00:00Z", reason: "x", through: "connection" } as const;
const closure = {
  key: null,
  cause: "limit",
  since: "2026-01-01T00:00:00Z",
  until: null,
  allowed: 1,
} as const;
const connection = { paused: null, shadow: false, circuit: { state: "closed" }, closures: [] } as const;
const standing = (some: object) =>
  stateOf({ ...connection, ...some } as unknown as Parameters<typeof stateOf>[0]); // as: nothing else is looked at

test("a connection is ready where nothing is closed", () => {
  expect(standing({})).toBe("ready");
});

test("one of its accounts alone limits it; its circuit says more", () => {
  expect(standing({ closures: [{ ...closure, key: "store-7" }] })).toBe("limited");
  expect(standing({ closures: [closure], circuit: { state: "open" } })).toBe("circuitOpen");
});

test("where nothing is sent, that is what is said", () => {
  expect(standing({ paused, circuit: { state: "open" } })).toBe("paused");
  expect(standing({ shadow: true, circuit: { state: "open" } })).toBe("shadow");
});
