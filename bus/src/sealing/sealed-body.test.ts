import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { v7 as uuidv7 } from "uuid";
import { keyIdOf, openBody, sealBody, sealBodyAlike } from "./sealed-body.ts";

const of = { type: "guest.seated.v1", source: "/till", sourceId: "n-1" };
const body = Buffer.from(`{"name":"Ada Lovelace"}`);
const aKey = () => ({ id: uuidv7(), key: randomBytes(32) });

describe.each([
  ["sealed", sealBody],
  ["sealed alike", sealBodyAlike],
])("a body that is %s", (_how, seal) => {
  test("opens under its key, beside its own message, to the very bytes", () => {
    const key = aKey();
    const sealed = seal(key, body, of);
    expect(keyIdOf(sealed)).toBe(key.id);
    expect(Buffer.from(sealed).includes("Lovelace")).toBe(false);
    expect(openBody(key.key, sealed, of)).toEqual(body);
  });

  test("does not open when any single byte of nonce, ciphertext or tag is another", () => {
    const key = aKey();
    const sealed = seal(key, body, of);
    const opened = Array.from({ length: sealed.byteLength - 21 }, (_, at) => {
      const changed = Buffer.from(sealed);
      changed[21 + at] = (changed[21 + at] ?? 0) ^ 1;
      return openBody(key.key, changed, of);
    });
    expect(opened.filter((each) => each !== undefined)).toEqual([]);
  });

  test("does not open when it was cut short anywhere", () => {
    const key = aKey();
    const sealed = seal(key, body, of);
    const opened = Array.from({ length: sealed.byteLength }, (_, end) =>
      openBody(key.key, sealed.subarray(0, end), of),
    );
    expect(opened.filter((each) => each !== undefined)).toEqual([]);
  });

  test.each([
    ["type", { ...of, type: "guest.left.v1" }],
    ["source", { ...of, source: "/kiosk" }],
    ["source id", { ...of, sourceId: "n-2" }],
  ])("does not open in the place of a message with another %s", (_part, other) => {
    const key = aKey();
    expect(openBody(key.key, seal(key, body, of), other)).toBeUndefined();
  });

  test("does not open under another key", () => {
    expect(openBody(aKey().key, seal(aKey(), body, of), of)).toBeUndefined();
  });

  test("may be empty", () => {
    const key = aKey();
    const empty = seal(key, Buffer.alloc(0), of);
    expect(openBody(key.key, empty, of)).toEqual(Buffer.alloc(0));
  });
});

test("the same body is other bytes each time, and has another nonce", () => {
  const key = aKey();
  const nonces = Array.from({ length: 1_000 }, () => nonceOf(sealBody(key, body, of)));
  expect(new Set(nonces).size).toBe(1_000);
});

test("sealed alike it is the same bytes each time", () => {
  const key = aKey();
  expect(sealBodyAlike(key, body, of)).toEqual(sealBodyAlike(key, body, of));
});

test("what is sealed alike never shares a nonce, wherever message and body are divided", () => {
  const key = aKey();
  const texts = [
    sealBodyAlike(key, Buffer.from("b\nc"), { ...of, sourceId: "a" }),
    sealBodyAlike(key, Buffer.from("c"), { ...of, sourceId: "a\nb" }),
    sealBodyAlike(key, Buffer.from("\nb\nc"), { ...of, sourceId: "a" }),
    sealBodyAlike(aKey(), Buffer.from("b\nc"), { ...of, sourceId: "a" }),
  ];
  expect(new Set(texts.map(nonceOf)).size).toBe(texts.length);
});

test.each([
  ["JSON", body],
  ["nothing", Buffer.alloc(0)],
  ["the mark alone", Buffer.from([0, 0x53, 0x50, 0x4c, 1])],
  ["another version of the format", Buffer.from([0, 0x53, 0x50, 0x4c, 2, ...randomBytes(60)])],
])("%s is no sealed body", (_what, bytes) => {
  expect(keyIdOf(bytes)).toBeUndefined();
});

/** Behind the mark and the id of the key. */
const nonceOf = (sealed: Uint8Array): string => Buffer.from(sealed.subarray(21, 33)).toString("hex");
