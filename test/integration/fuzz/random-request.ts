import { canonicalContracts, fieldClasses, type Contract } from "@spindlebus/contracts";
import * as fc from "fast-check";
import { canary } from "./judge.ts";
import { webhookPaths } from "./plan.ts";

/** A request, ready to be sent but for the token. */
export type RandomRequest = {
  readonly path: string;
  readonly headers: readonly string[];
  /** Each character a byte, so that a failure can be read. */
  readonly body: string;
};

/** Whatever JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Texts in which something has gone wrong before. */
const oddTexts = [
  "",
  " ",
  "\0",
  "\ud800",
  "\uffff",
  "null",
  "1e999",
  "__proto__",
  "constructor",
  "%00",
  "../..",
  "<script>",
  "'; --",
  "\r\nce-id: x",
  "é".repeat(600),
  "x".repeat(5_000),
  "2026-02-30T00:00:00Z",
  "9999999999999999",
  "NaN",
  "-0",
];
const oddNumbers = [0, -0, -1, 1.5, 1e21, 1e-7, 2 ** 31, 2 ** 53, -(2 ** 53), 9_007_199_254_740_991];

/** JSON without the numbers and characters that no message may have. */
const tame: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string({ maxLength: 20 }),
    fc.integer(),
    fc.constantFrom<Json>(null, true, false, 0.5),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), tie("value"), { maxKeys: 3 }),
  ),
})).value;

/** A value that is not expected. */
export const odd: fc.Arbitrary<Json> = fc.oneof(
  // Most of it is good JSON of a wrong kind, which comes as far as the contract.
  { weight: 8, arbitrary: tame },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json> },
  { weight: 3, arbitrary: fc.constantFrom<Json>(...oddNumbers, null, true, [], {}) },
  { weight: 2, arbitrary: fc.constantFrom<Json>(...oddTexts) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 30 }) },
);

/** One change to a value somewhere inside: which place, by turns, and what happens there. */
export const change = fc.record({
  steps: fc.array(fc.nat(50), { maxLength: 5 }),
  act: fc.constantFrom("replace", "remove", "add", "twice"),
  odd,
  key: fc.oneof(
    fc.constantFrom("__proto__", "constructor", "", "id", "data", "extra"),
    fc.string({ maxLength: 10 }),
  ),
});
type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;

/** A value after that. */
export function changed(value: Json, { steps: [step, ...steps], ...rest }: Change): Json {
  if (typeof value !== "object" || value === null || step === undefined)
    return rest.act === "add" ? [value, rest.odd] : rest.odd;
  const entries = Object.entries(value);
  const at = entries.length === 0 ? 0 : step % entries.length;
  const deeper = steps.length > 0;
  const next = entries.flatMap(([key, member], index): [string, Json][] => {
    if (index !== at) return [[key, member]];
    if (deeper) return [[key, changed(member, { steps, ...rest })]];
    if (rest.act === "remove") return [];
    return [[key, rest.act === "replace" ? rest.odd : member]];
  });
  if (!deeper && rest.act === "add") next.push([rest.key, rest.odd]);
  if (Array.isArray(value)) return next.map(([, member]) => member);
  return Object.fromEntries(next);
}

/** Data of a contract with a canary in every personal text. */
function planted(contract: Contract, example: unknown): Json {
  const personal = fieldClasses(contract)
    .filter((field) => field.class !== "locked")
    .map(({ pointer }) => pointer.split("/").slice(1));
  const walk = (value: Json, path: readonly string[]): Json => {
    const isPersonal = personal.some(
      (classed) =>
        classed.length <= path.length && classed.every((step, index) => step === "*" || step === path[index]),
    );
    if (typeof value === "string") return isPersonal ? `${canary} ${value}` : value;
    if (Array.isArray(value)) return value.map((each, index) => walk(each as Json, [...path, String(index)]));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, walk(each, [...path, key])]));
  };
  // An example of a contract is JSON.
  return walk(example as Json, []);
}

const messages = canonicalContracts.flatMap((contract) =>
  contract.examples.flatMap((example) => [
    { type: contract.type, data: example as Json },
    { type: contract.type, data: planted(contract, example) },
  ]),
);

/** An event about one of the canonical messages, with a few things wrong. */
export const event = fc
  .record({
    message: fc.constantFrom(...messages),
    dataChanges: fc.array(change, { maxLength: 3 }),
    // A wrong envelope ends most events before their data are looked at.
    changes: fc.oneof(
      { weight: 3, arbitrary: fc.constant<Change[]>([]) },
      fc.array(change, { maxLength: 2 }),
    ),
    id: fc.uuid(),
  })
  .map(({ message: { type, data }, dataChanges, changes, id }) =>
    changes.reduce<Json>(changed, {
      specversion: "1.0",
      id,
      source: "/fuzz",
      time: "2026-01-15T18:04:05Z",
      type,
      data: dataChanges.reduce<Json>(changed, data),
    }),
  );

/** How bytes are broken here and there. */
export const damage = fc.array(
  fc.record({ at: fc.nat(), byte: fc.nat(255), act: fc.constantFrom("set", "insert", "cut") }),
  { maxLength: 3 },
);

/** Bytes after that. */
export function damaged(bytes: Buffer, harm: readonly { at: number; byte: number; act: string }[]): Buffer {
  return harm.reduce((rest, { at, byte, act }) => {
    const place = rest.length === 0 ? 0 : at % rest.length;
    if (act === "cut") return rest.subarray(0, place);
    return Buffer.concat([
      rest.subarray(0, place),
      Buffer.of(byte),
      rest.subarray(place + (act === "set" ? 1 : 0)),
    ]);
  }, bytes);
}

/** Whatever a header value may be without ending the header: the framing has cases of its own. */
const headerValue = fc.string({
  unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)),
  maxLength: 60,
});

const moreHeaders = fc.array(
  fc.oneof(
    headerValue.map((value) => `ce-x: ${value}`),
    headerValue.map((value) => `ce-subject: ${value}`),
    headerValue.map((value) => `Accept: ${value}`),
    headerValue.map((value) => `traceparent: ${value}`),
    fc.constantFrom(
      "ce-id: other",
      "Content-Type: text/plain",
      "Content-Encoding: gzip",
      "ce-datacontenttype: a/b",
      "Expect: 100-continue",
    ),
  ),
  { maxLength: 2 },
);

const structured = event.map((one) => ({
  headers: ["Content-Type: application/cloudevents+json"],
  body: JSON.stringify(one),
}));

const batch = fc.array(event, { maxLength: 5 }).map((events) => ({
  headers: ["Content-Type: application/cloudevents-batch+json"],
  body: JSON.stringify(events),
}));

const binary = event.map((one) => {
  const { data, ...attributes } = Object(one) as Readonly<Record<string, Json>>;
  const lines = Object.entries(attributes).map(
    ([name, value]) => `ce-${headerName(name)}: ${headerText(value)}`,
  );
  return { headers: ["Content-Type: application/json", ...lines], body: JSON.stringify(data) ?? "" };
});

const headerName = (name: string) => name.replaceAll(/[^\w-]/g, "");
const headerText = (value: Json) =>
  encodeURIComponent((typeof value === "string" ? value : JSON.stringify(value)).toWellFormed()).slice(
    0,
    3_000,
  );

const garbage = fc.uint8Array({ maxLength: 200 }).map((bytes) => ({
  headers: ["Content-Type: application/cloudevents+json"],
  body: Buffer.from(bytes).toString("latin1"),
}));

const path = fc.oneof(
  { weight: 12, arbitrary: fc.constant("/v1/messages") },
  { weight: 2, arbitrary: fc.constantFrom(...webhookPaths) },
  { weight: 1, arbitrary: fc.webPath({ size: "small" }).map((text) => `/v1/contracts${text}`) },
);

/** Requests that are right but for a few things, so that they come far before they fail. */
export const randomRequest: fc.Arbitrary<RandomRequest> = fc
  .record({
    path,
    sent: fc.oneof(
      { weight: 5, arbitrary: structured },
      { weight: 4, arbitrary: binary },
      { weight: 2, arbitrary: batch },
      garbage,
    ),
    more: fc.oneof({ weight: 5, arbitrary: fc.constant([]) }, moreHeaders),
    harm: fc.oneof({ weight: 8, arbitrary: fc.constant([]) }, damage),
  })
  .map(({ path: where, sent: { headers, body }, more, harm }) => ({
    path: where,
    headers: [...headers, ...more],
    body: damaged(Buffer.from(body), harm).toString("latin1"),
  }));
