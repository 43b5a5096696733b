import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { masterKeysOf, wrapKey } from "../sealing/master-keys.ts";
import { keyFindings } from "./check-keys.ts";

const aText = () => randomBytes(32).toString("base64");
const id = "019a0000-0000-7000-8000-000000000000";
const wrappedBy = (text: string, keys: number) => ({
  id,
  keys,
  ...wrapKey(masterKeysOf([text]), id, randomBytes(32)),
});

test("a master key that opens all keys is fine", () => {
  const text = aText();
  const [finding] = keyFindings(masterKeysOf([text]), [wrappedBy(text, 12)]);
  expect(finding).toMatchObject({ result: "ok", detail: expect.stringContaining("all 12 keys") });
});

test("a key that no master key here opens is told, with who wraps it", () => {
  const [text, lost] = [aText(), aText()];
  const [finding] = keyFindings(masterKeysOf([text]), [wrappedBy(text, 12), wrappedBy(lost, 3)]);
  const { current } = masterKeysOf([lost]);
  expect(finding).toMatchObject({
    result: "failed",
    detail: expect.stringContaining(`3 are wrapped by ${current}`),
  });
});

test("a key that was changed in the database is told, although its master key is here", () => {
  const text = aText();
  const row = wrappedBy(text, 1);
  const [finding] = keyFindings(masterKeysOf([text]), [{ ...row, wrapped: randomBytes(60) }]);
  expect(finding).toMatchObject({ result: "failed" });
});

test("a rotation that is not done is worth a note", () => {
  const [current, former] = [aText(), aText()];
  const [finding] = keyFindings(masterKeysOf([current, former]), [wrappedBy(former, 7)]);
  expect(finding).toMatchObject({ result: "note", next: expect.stringContaining("spindle keys rotate") });
});

test("without a master key nothing is wrong until there are keys", () => {
  expect(keyFindings(undefined, [])).toMatchObject([{ result: "note" }]);
  expect(keyFindings(undefined, [wrappedBy(aText(), 1)])).toMatchObject([{ result: "failed" }]);
});
