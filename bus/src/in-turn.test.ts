import { expect, test } from "vitest";
import { openTurns } from "./in-turn.ts";

function setup() {
  const inTurn = openTurns();
  const begun: string[] = [];
  const work = (key: string, name: string) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const done = inTurn(key, () => {
      begun.push(name);
      return promise;
    });
    return { done, end: resolve, fail: reject };
  };
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { begun, work, settled };
}

test("work under one key begins when the work before it has ended; other keys do not wait", async () => {
  const { begun, work, settled } = setup();
  const first = work("a", "a1");
  work("a", "a2");
  work("b", "b1");
  await settled();
  expect(begun).toEqual(["a1", "b1"]);
  first.end();
  await settled();
  expect(begun).toEqual(["a1", "b1", "a2"]);
});

test("work that fails lets the next begin", async () => {
  const { begun, work, settled } = setup();
  const first = work("a", "a1");
  const failed = first.done.catch(String);
  work("a", "a2");
  await settled();
  first.fail(new Error("away"));
  expect(await failed).toBe("Error: away");
  await settled();
  expect(begun).toEqual(["a1", "a2"]);
});
