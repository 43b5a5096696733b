import { binary, structured, validWith, withMembers, type Case } from "./case.ts";

const many = (count: number, line: (n: number) => string) => Array.from({ length: count }, (_, n) => line(n));
const without = (name: string) => binary.filter((header) => !header.startsWith(name));

/** Names of three letters and digits, each once. */
const shortName = (n: number) => (n + 36 ** 2 * 10).toString(36);

/** What attributes can be, as headers and as members. */
export const attributes: readonly Case[] = [
  { title: "no id", headers: without("ce-id"), body: "{}", expect: [400] },
  { title: "no attributes at all", headers: ["Content-Type: application/json"], body: "{}", expect: [400] },
  { title: "an id in two headers", headers: [...binary, "ce-id: c-2"], body: "{}", expect: [400] },
  { title: "the same id in two headers", headers: [...binary, "CE-ID: c-1"], body: "{}", expect: [400] },
  {
    title: "an id of 10 KB",
    headers: [...without("ce-id"), `ce-id: ${"i".repeat(10_240)}`],
    body: "{}",
    expect: [400],
  },
  {
    title: "an id of 10 KB in the body",
    headers: structured,
    body: withMembers('"x":"y"', "i".repeat(10_240)),
    expect: [400],
  },
  {
    title: "a source of 1,100 bytes",
    headers: [...without("ce-source"), `ce-source: /${"s".repeat(1_100)}`],
    body: "{}",
    expect: [400],
  },
  {
    title: "a type of 10 KB",
    headers: [...without("ce-type"), `ce-type: ${"t".repeat(10_240)}`],
    body: "{}",
    expect: [400],
  },
  {
    title: "200 extensions, together too long",
    headers: [...binary, ...many(200, (n) => `ce-x${n}: ${"v".repeat(100)}`)],
    body: "{}",
    expect: [400],
  },
  {
    title: "10,000 extensions as headers",
    headers: [...binary, ...many(10_000, (n) => `ce-x${n}: v`)],
    body: "{}",
    expect: [400, 431],
    mayCut: true,
  },
  {
    title: "10,000 extensions in the body",
    headers: structured,
    body: withMembers(many(10_000, (n) => `"x${n}":"v"`).join(",")),
    expect: [400],
  },
  {
    title: "10,000 extensions of a wrong name",
    headers: structured,
    body: withMembers(many(10_000, (n) => `"X-${n}":{}`).join(",")),
    expect: [400],
  },
  {
    title: "a header of 100 KB",
    headers: [...binary, `ce-x: ${"v".repeat(100_000)}`],
    body: "{}",
    expect: [400, 431],
    mayCut: true,
  },
  ...["%", "%2", "%zz", "%C3%28", "%ff", "%00", "%0d%0aSet-Cookie:x", "%ED%A0%80", "100% sure", "%u0041"].map(
    (value): Case => ({
      title: `percent-encoding ${value}`,
      headers: [...binary, `ce-subject: ${value}`],
      body: "{}",
      expect: [400],
    }),
  ),
  ...["Zürich", "日本", "a\tb", "\u007f"].map((value): Case => ({
    title: `the raw header value ${JSON.stringify(value)}`,
    headers: [...binary, `ce-subject: ${value}`],
    body: "{}",
    expect: [400],
  })),
  ...[
    "tomorrow",
    "2026-13-01T00:00:00Z",
    "2026-01-01",
    "-000001-01-01T00:00:00Z",
    "2026-01-01T24:00:00Z",
    "1e9",
    "99999-01-01T00:00:00Z",
    "2026-01-01T00:00:00+25:00",
  ].map((time): Case => ({
    title: `the clock ${time}`,
    headers: structured,
    body: withMembers(`"time":"${time}"`),
    expect: [400],
  })),
  ...[
    "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999999Z",
    "1970-01-01T00:00:00-23:59",
    "2016-12-31T23:59:59Z",
  ].map((time): Case => ({
    title: `the wrong but possible clock ${time}`,
    headers: structured,
    body: withMembers(`"time":"${time}"`),
    expect: [400, 422],
  })),
  ...[
    '"deliverafter":"9999-12-31T23:59:59Z"',
    '"deliverafter":7',
    '"expirytime":"soon"',
    '"deliverafter":"2026-12-01T00:00:00Z","expirytime":"2000-01-01T00:00:00Z"',
  ].map((member): Case => ({
    title: `the schedule ${member}`,
    headers: structured,
    body: withMembers(member),
    expect: [400],
  })),
  ...['"hops":17', '"hops":-1', '"hops":"many"', '"hops":true', '"hops":"99999999999"'].map(
    (member): Case => ({
      title: `the hops ${member}`,
      headers: structured,
      body: withMembers(member),
      expect: [422],
    }),
  ),
  ...[
    '"traceparent":"00-x"',
    '"traceparent":7',
    '"causationid":"not-a-uuid"',
    '"causationid":true',
    '"entityversion":"\u00e9"',
    '"testmode":"perhaps"',
    '"partitionkey":""',
  ].map((member): Case => ({
    title: `the bus's own extension ${member}`,
    headers: structured,
    body: withMembers(member),
    expect: [422],
  })),
  ...[
    '"source":"/other"',
    '"x":{}',
    '"x":[]',
    '"x":1.5',
    '"x":9007199254740993',
    '"x":1e400',
    '"":"x"',
    '"data_base64":"AAAA"',
    '"datacontenttype":7',
  ].map((member): Case => ({
    title: `the member ${member}`,
    headers: structured,
    body: withMembers(member),
    expect: [400, 415],
  })),
  ...[
    "constructor",
    "__proto__",
    "toString",
    "order.completed.v1 ",
    "ORDER.COMPLETED.V1",
    "order.completed",
    "../order.completed.v1",
    "*",
    "#",
    "order.completed.v1\u00a0",
  ].map((type): Case => ({
    title: `the type ${JSON.stringify(type)}`,
    headers: structured,
    body: JSON.stringify({ specversion: "1.0", id: "1", source: "/fuzz", type, data: {} }),
    expect: [422],
  })),
  {
    title: "a type with a control character",
    headers: structured,
    body: JSON.stringify({ specversion: "1.0", id: "1", source: "/fuzz", type: "a\nb", data: {} }),
    expect: [400],
  },
  // The most that may be taken must also go through the broker, whose headers have a limit of their own.
  {
    title: "as many extensions as may be",
    headers: structured,
    body: validWith(many(5_300, (n) => `"${shortName(n)}":""`).join(","), "most-extensions"),
    expect: [202],
  },
  {
    title: "extensions that JSON doubles",
    headers: structured,
    body: validWith(
      many(15, (n) => `"x${n}":"${String.raw`\"`.repeat(1_024)}"`).join(","),
      "doubled-extensions",
    ),
    expect: [202],
  },
];
