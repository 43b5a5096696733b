import { deflateSync, gzipSync } from "node:zlib";
import { defaultLimits } from "@spindlebus/contracts";
import { batch, binary, structured, withData, withMembers, type Case } from "./case.ts";

const deep = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
const zeros = Buffer.alloc(64 * 1_048_576);
const { bodyBytes, dataBytes, depth } = defaultLimits;

/** What a body can do to whoever reads it. */
export const payload: readonly Case[] = [
  ...(
    [
      ["nothing", ""],
      ["white space", " \r\n\t"],
      ["NUL alone", "\0"],
      ["an escaped NUL in a text", withData(String.raw`{"orderId":"a\u0000b"}`)],
      ["an escaped NUL in a key", withData(String.raw`{"a\u0000":1}`)],
      ["a lone high surrogate", withData(String.raw`{"orderId":"\ud800"}`)],
      ["a lone low surrogate as a key", withData(String.raw`{"\udfff":1}`)],
      ["1e999999", withData('{"n":1e999999}')],
      ["-1e999999", withData('{"n":-1e999999}')],
      ["a number of 100,000 digits", withData(`{"n":${"9".repeat(100_000)}}`)],
      ["2^53 + 1", withData('{"n":9007199254740993}')],
      ["a 64-bit id", withData('{"orderId":18446744073709551615}')],
      ["__proto__", withData('{"__proto__":{"admin":true}}')],
      ["an escaped __proto__", withData(String.raw`{"\u005f_proto__":{"admin":true}}`)],
      ["__proto__ as an attribute", withMembers('"__proto__":{"id":"x"}')],
      ["a key twice", withData('{"orderId":"a","orderId":"b"}')],
      ["a key twice, once escaped", withData(String.raw`{"orderId":"a","order\u0049d":"b"}`)],
      [
        "the id twice",
        `{"specversion":"1.0","id":"a","id":"b","source":"/fuzz","type":"order.completed.v1","data":{}}`,
      ],
      [
        "the data twice",
        `{"specversion":"1.0","id":"a","source":"/fuzz","type":"order.completed.v1","data":{},"data":{}}`,
      ],
      ["nesting just beyond the limit", withData(`{"ext":${deep(depth)}}`)],
      ["nesting of 200,000", withData(deep(200_000))],
      ["nesting of 200,000 that never ends", withData("[".repeat(200_000))],
      ["200,000 objects in each other", withData(`${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`)],
      ["a byte order mark", `\uFEFF${withData("{}")}`],
      ["half an event", withData("{}").slice(0, 40)],
      ["two events", withData("{}") + withData("{}")],
      ["a comment", `/* */${withData("{}")}`],
      ["a trailing comma", withData('{"a":1,}')],
      ["NaN", withData('{"a":NaN}')],
      ["single quotes", withData("{'a':1}")],
      ["a line break in a text", withData('{"a":"\n"}')],
      ["a bad escape", withData(String.raw`{"a":"\x41"}`)],
      ["an array for an event", "[]"],
      ["a text for an event", '"event"'],
      ["null for an event", "null"],
      ["JavaScript", "alert(1)"],
      ["XML", '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'],
    ] as const
  ).map(([title, body]): Case => ({ title, headers: structured, body, expect: [400] })),
  ...(
    [
      ["a scalar as data", withData("7")],
      ["null as data", withData("null")],
      ["a text as data", withData('"x"')],
      [
        "negative zero as an amount",
        withData('{"orderId":"a","totals":{"total":{"amount":-0,"currency":"USD"}}}'),
      ],
      [
        "10,000 unknown fields",
        withData(`{${Array.from({ length: 10_000 }, (_, n) => `"f${n}":1`).join(",")}}`),
      ],
      [
        "names of Object.prototype as fields",
        withData('{"constructor":1,"toString":2,"hasOwnProperty":3,"valueOf":4}'),
      ],
      ["an array of 20,000 nulls as lines", withData(`{"lines":[${Array(20_000).fill("null").join(",")}]}`)],
      ["an empty key", withData('{"":1}')],
      ["an entity key that is empty", withData('{"orderId":""}')],
    ] as const
  ).map(([title, body]): Case => ({ title, headers: structured, body, expect: [422] })),
  {
    title: "17 MiB",
    headers: structured,
    body: withData(`"${"x".repeat(17 * 1_048_576)}"`),
    expect: [413],
    mayCut: true,
  },
  {
    title: "a byte more than a request may have",
    headers: structured,
    body: " ".repeat(bodyBytes + 1),
    expect: [413],
    mayCut: true,
  },
  {
    title: "a byte more than data may have",
    headers: structured,
    body: withData(`"${"x".repeat(dataBytes)}"`),
    expect: [413],
  },
  {
    title: "a byte more than data may have, binary",
    headers: binary,
    body: `"${"x".repeat(dataBytes)}"`,
    expect: [413],
  },
  {
    title: "bytes that are no UTF-8",
    headers: structured,
    body: Buffer.from(withData('"\xff\xfe"'), "latin1"),
    expect: [400],
  },
  { title: "UTF-16", headers: structured, body: Buffer.from(withData("{}"), "utf16le"), expect: [400] },
  {
    title: "an overlong encoding",
    headers: structured,
    body: Buffer.from(withData('"\xc0\xaf"'), "latin1"),
    expect: [400],
  },
  { title: "random bytes", headers: structured, body: Buffer.from("8f3a00ff17e2c4", "hex"), expect: [400] },
  { title: "no JSON in binary mode", headers: binary, body: "{", expect: [400] },
  { title: "a byte order mark in binary mode", headers: binary, body: "\uFEFF{}", expect: [400] },
  { title: "nothing in binary mode", headers: binary, body: "", expect: [422] },
  ...["gzip", "deflate", "br", "zstd", "compress", "gzip, gzip", "x-nothing", "GZIP"].map(
    (encoding): Case => ({
      title: `a bomb in ${encoding}`,
      headers: [...structured, `Content-Encoding: ${encoding}`],
      body: encoding.includes("deflate") ? deflateSync(zeros) : gzipSync(zeros),
      expect: [415],
    }),
  ),
  { title: "gzip that does not say so", headers: structured, body: gzipSync(withData("{}")), expect: [400] },
  {
    title: "gzip said to be the identity",
    headers: [...structured, "Content-Encoding: identity"],
    body: gzipSync(zeros),
    expect: [400],
  },
  { title: "an empty batch", headers: batch, body: "[]", expect: [200] },
  { title: "a batch of batches", headers: batch, body: "[[],[[]]]", expect: [200] },
  { title: "a batch of nothing that is an event", headers: batch, body: '[null,1,"x",{},[]]', expect: [200] },
  {
    title: "a batch of 10,000",
    headers: batch,
    body: `[${Array(10_000).fill(withData("{}")).join(",")}]`,
    expect: [413],
  },
  {
    title: "a batch of 500,000 zeros",
    headers: batch,
    body: `[${Array(500_000).fill("0").join(",")}]`,
    expect: [413],
  },
  { title: "a batch that nests 200,000 deep", headers: batch, body: deep(200_000), expect: [400] },
  { title: "a batch that never ends", headers: batch, body: `[${withData("{}")},`, expect: [400] },
  {
    title: "a batch with one of a deep nesting",
    headers: batch,
    body: `[${withData(deep(900))},${withData("{}")}]`,
    expect: [200],
  },
  {
    title: "a batch with duplicate keys and a good sibling",
    headers: batch,
    body: `[${withData('{"a":1,"a":2}')},${withData("{}")}]`,
    expect: [200],
  },
  { title: "an object for a batch", headers: batch, body: withData("{}"), expect: [400] },
];
