import { gzipSync } from "node:zlib";
import type { Case } from "./case.ts";

const bodies: readonly (readonly [string, string | Uint8Array])[] = [
  ["nothing", ""],
  ["no JSON", "{ no json"],
  ["null", "null"],
  ["an array", "[1,[2]]"],
  ["an empty object", "{}"],
  ["a deep nesting", "[".repeat(100_000)],
  ["__proto__", '{"__proto__":{"type":"refund.updated"}}'],
  ["bytes", Buffer.from("00ff8f", "hex")],
  ["gzip", gzipSync("{}")],
  ["XML", "<event/>"],
  ["a form", "payload=%7B%7D"],
];

const signatures: readonly (readonly string[])[] = [
  [],
  ["Stripe-Signature: "],
  ["Stripe-Signature: t=,v1="],
  ["Stripe-Signature: t=99999999999999999999,v1=00"],
  [`Stripe-Signature: t=1,${"v1=00,".repeat(2_000)}`],
  ["Stripe-Signature: t=1,v1=\u00ff\u00fe"],
  ["Authorization: Basic ="],
  ["X-Signature: sha256=00", "Webhook-Signature: v1,", "Webhook-Id: ", "Webhook-Timestamp: NaN"],
];

/** Garbage for a webhook: nothing proves that it is the vendor's, so it is refused and leaves nothing. */
export const garbageFor = (path: string): readonly Case[] => [
  ...bodies.map(([title, body]): Case => ({
    title: `${path}: ${title}`,
    path,
    headers: ["Content-Type: application/json"],
    body,
    expect: [401],
  })),
  ...signatures.map((headers, n): Case => ({
    title: `${path}: signature ${n}`,
    path,
    headers: ["Content-Type: application/json", ...headers],
    body: "{}",
    expect: [401],
  })),
  { title: `${path}: GET`, method: "GET", path, expect: [401, 405] },
  { title: `${path}: a query`, path: `${path}?${"q".repeat(5_000)}=%zz`, body: "{}", expect: [401] },
  {
    title: `${path}: compressed`,
    path,
    headers: ["Content-Encoding: gzip"],
    body: gzipSync("{}"),
    expect: [401, 415],
  },
];
