import { expect, test } from "vitest";
import { memoryBodyStore } from "../testing/memory/memory-bodies.ts";
import { checkBodyStore } from "./check-body-store.ts";

const check = (changes: object = {}) => {
  const store = { ...memoryBodyStore(), ...changes };
  const config = { contracts: [], connections: {}, largeMessages: { store } };
  return checkBodyStore(config).then((findings) => ({ findings, left: store.bodies.size }));
};

test("a store that works is fine, and keeps nothing of the check", async () => {
  expect(await check()).toMatchObject({ findings: [{ check: "large messages", result: "ok" }], left: 0 });
});

test("one that cannot be used is told with its own words and what follows", async () => {
  const put = () => Promise.reject(new Error("answered PUT with 403 (AccessDenied)"));
  const { findings } = await check({ put });
  expect(findings).toMatchObject([
    {
      result: "failed",
      detail: expect.stringContaining("403 (AccessDenied)"),
      next: expect.stringContaining("503"),
    },
  ]);
});

test("one that forgets is told", async () => {
  const { findings } = await check({ get: async () => undefined });
  expect(findings).toMatchObject([
    { result: "failed", detail: expect.stringContaining("does not give back") },
  ]);
});

test("where none is configured there is nothing to say: the database is looked at anyway", async () => {
  expect(await checkBodyStore({ contracts: [], connections: {} })).toEqual([]);
});
