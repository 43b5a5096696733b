import { expect, test } from "vitest";
import { openRefusals } from "./refusals.ts";

function setup() {
  let time = 0;
  const refusals = openRefusals(() => time);
  return { ...refusals, passes: (ms: number) => void (time += ms) };
}

test("a destination that is refused for a second needs a new channel", () => {
  const { refused, passes } = setup();
  expect(refused("a")).toBe(false);
  passes(999);
  expect(refused("a")).toBe(false);
  passes(1);
  expect(refused("a")).toBe(true);
});

test("one stored message is enough to know that the channel is well", () => {
  const { refused, stored, passes } = setup();
  refused("a");
  passes(5_000);
  stored("a");
  expect(refused("a")).toBe(false);
});

test("what is stored elsewhere says nothing", () => {
  const { refused, stored, passes } = setup();
  refused("a");
  passes(1_000);
  stored("b");
  expect(refused("a")).toBe(true);
});

test("patience doubles where a new channel does not help", () => {
  const { refused, passes } = setup();
  refused("a");
  passes(1_000);
  expect(refused("a")).toBe(true);
  passes(1_999);
  expect(refused("a")).toBe(false);
  passes(1);
  expect(refused("a")).toBe(true);
});
