import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { hideJson } from "./hide-json.ts";
import { openStandIns } from "./stand-ins.ts";
import { vocabularyOf } from "./vocabulary.ts";

const words = new Set(["guest.enrolled", "VIP"]);
const hide = (text: string) => hideJson(text, words, openStandIns());

test("what neither key nor form nor vocabulary vouches for is replaced, a letter by a letter", () => {
  const text = hide('{"event":"guest.enrolled","name":"Ada Lovelace","hobby":"tea","tierName":"VIP"}');
  expect(text).toMatch(
    /^\{"event":"guest\.enrolled","name":"[A-Z][a-z]{2} [A-Z][a-z]{7}","hobby":"[a-z]{3}","tierName":"VIP"\}$/,
  );
  expect(text).not.toMatch(/Ada|Lovelace|tea/);
});

test("codes, amounts, times and ids of things stay, digit for digit", () => {
  const text =
    '{"status":"paid","amount":12.50,"currency":"USD","orderId":"o-77","created":1768503600,"at":"2026-01-15T18:04:05Z","big":0.1000}';
  expect(hide(text)).toBe(text);
});

test("under a person's key ids and long numbers are replaced as well", () => {
  const text = hide('{"customer":{"id":"c-8801","status":"active"},"phone":6175550101,"contact":6175550102}');
  expect(text).not.toMatch(/8801|6175550101|6175550102/);
  expect(text).toMatch(
    /^\{"customer":\{"id":"[a-z]-\d{4}","status":"active"\},"phone":\d{10},"contact":\d{10}\}$/,
  );
});

test("an address is found under any key, and as a key", () => {
  expect(hide('{"status":"sent to ada@mail.org","ada@mail.org":1}')).not.toContain("ada@mail.org");
});

test("what is no JSON stays none in the same place", () => {
  expect(hide('{"status":"paid","name":"Ada')).toMatch(/^\{"status":"paid","name":"[A-Z][a-z]{2}$/);
  expect(hide('{"name":"Ada",}')).toMatch(/^\{"name":"[A-Z][a-z]{2}",\}$/);
});

test("a megabyte in one string is done within a second", () => {
  const text = JSON.stringify({ note: 'Guadalupe \\"'.repeat(100_000) });
  const startedAt = performance.now();
  expect(hide(text).includes("Guadalupe")).toBe(false);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});

test("an adapter's vocabulary is the words of its code, without its tests", () => {
  const folder = mkdtempSync(join(tmpdir(), "vocabulary-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "src"));
  writeFileSync(
    join(folder, "src", "events.ts"),
    'const kinds = { payment_intent: 1 }; if (type === "refund.created") go();',
  );
  writeFileSync(join(folder, "src", "events.test.ts"), 'const name = "Ada";');
  const found = vocabularyOf(folder);
  expect(["payment_intent", "refund.created", "Ada"].map((word) => found.has(word))).toEqual([
    true,
    true,
    false,
  ]);
});
