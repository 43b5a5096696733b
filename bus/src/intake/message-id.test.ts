import { expect, test } from "vitest";
import { newMessageId } from "./message-id.ts";

/** Later than any time that the other tests of this file have given. */
const laterMs = (seconds: number) => Date.now() + seconds * 1_000;

test("an id is a UUIDv7 that tells when it was given", () => {
  const nowMs = laterMs(60);
  const id = newMessageId(nowMs);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(nowMs);
});

test("ids rise within one millisecond, and when the clock is set back", () => {
  const nowMs = laterMs(120);
  const ids = Array.from({ length: 1_000 }, () => newMessageId(nowMs));
  ids.push(newMessageId(nowMs - 5_000), newMessageId(nowMs + 1));
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});

test("ids of one millisecond do not share their random part", () => {
  const nowMs = laterMs(180);
  const tails = Array.from({ length: 1_000 }, () => newMessageId(nowMs).slice(-10));
  expect(new Set(tails).size).toBe(tails.length);
});
