import { expect, test } from "vitest";
import { capturedHost } from "./captured-host.ts";
import { main } from "./main.ts";

test.each([
  ["--since", "14d", "13 days"],
  ["--since", "yesterday", "such as"],
  ["--until", "later", "such as"],
  ["--grace", "2026-11-26T20:00:00Z", "such as"],
])("%s %s is wrong usage, and says what is right", async (option, value, hint) => {
  const host = capturedHost();
  expect(await main(["reconcile", option, value], host)).toBe(2);
  expect(host.err()).toMatch(new RegExp(`${option}.*${hint}`));
});
