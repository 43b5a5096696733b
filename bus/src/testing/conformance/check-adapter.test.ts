import { describe, expect, test } from "vitest";
import { z } from "zod";
import {
  applied,
  bearerAuth,
  defineWebhook,
  emission,
  get,
  inDoubt,
  post,
  rejected,
  tellingRefusal,
  verified,
  type AnyAdapter,
  type Operation,
} from "../../adapter/index.ts";
import { noteFiled } from "../delivery/toy-adapter.ts";
import { checkAdapter } from "./check-adapter.ts";
import { shortcomings } from "./report.ts";
import { filedWebhook, fileNote, goodAdapter, readFiling, toyFixtures, toyVendor } from "./toy.ts";

type FileNote = Operation<{ readonly noteId: string; readonly text: string }, { readonly baseUrl: string }>;

const check = (adapter: AnyAdapter) => checkAdapter(adapter, toyVendor, toyFixtures);
const filing = (changes: Partial<FileNote>): AnyAdapter => {
  const changed: unknown = { ...fileNote, ...changes };
  return { ...goodAdapter, operations: { fileNote: changed as FileNote } };
};
const hooking = (changes: Partial<typeof filedWebhook>): AnyAdapter => ({
  ...goodAdapter,
  webhooks: { filed: { ...filedWebhook, ...changes } },
});

test("an adapter that does everything right is gold", async () => {
  const report = await check(goodAdapter);
  expect(shortcomings(report)).toEqual([]);
  expect(report.level).toBe("gold");
});

describe.each<[what: string, adapter: AnyAdapter, level: string, words: string]>([
  [
    "looks at the clock",
    filing({ request: (note) => post("/notes", { ...note, at: Date.now() }) }),
    "none",
    "the clock (Date.now)",
  ],
  [
    "draws lots",
    filing({ request: (note) => post("/notes", { ...note, lot: Math.random() }) }),
    "none",
    "Math.random",
  ],
  [
    "reads the environment",
    filing({ request: (note) => post("/notes", { ...note, home: process.env["HOME"] }) }),
    "none",
    "process.env",
  ],
  [
    "changes its input",
    filing({ request: (note) => post("/notes", Object.assign(note, { text: "mine" })) }),
    "none",
    "changes its input",
  ],
  ["remembers the last call", filing({ request: counting() }), "none", "two results for one input"],
  [
    "trips over an answer",
    filing({
      interpret: ({ json }, note) =>
        readFiling(
          { status: 200, headers: {}, body: "", json: z.object({ place: z.string() }).parse(json) },
          note,
        ),
    }),
    "none",
    "makes interpret throw",
  ],
  [
    "takes what it cannot read for a refusal",
    filing({
      interpret: (response, note) => unread(readFiling(response, note), rejected("unreadable", "No.")),
    }),
    "none",
    "rejected, and it may have been done",
  ],
  [
    "emits what no contract knows",
    filing({
      interpret: (response, note) =>
        ({ ...readFiling(response, note), emit: [{ contract: noteFiled, data: { noteId: 7 } }] }) as never,
    }),
    "none",
    "invalid note.filed.v1",
  ],
  [
    "kills a message for its own wrong key",
    filing({
      interpret: (response, note) =>
        response.status === 401 ? rejected("http401", "No.") : readFiling(response, note),
    }),
    "none",
    "nothing is wrong with the message",
  ],
  [
    "says natural, and the vendor makes a second one",
    filing({
      idempotency: "natural",
      request: (note, { message }) =>
        post("/notes", { ...note, noteId: `${note.noteId}-${tries()}-${message.id.length}` }),
    }),
    "none",
    "two results",
  ],
  [
    "says nothing of its key",
    {
      ...filing({}),
      operations: {
        fileNote: { ...fileNote, key: { header: "x-nobody-reads-this", validFor: "24h" } } as FileNote,
      },
    },
    "bronze",
    "it has 2 effects, not 1",
  ],
  [
    "cannot renew its token",
    { ...goodAdapter, authorize: bearerAuth(() => "token-2") },
    "none",
    "credentials_refused",
  ],
  ["believes everybody", hooking({ verify: () => verified() }), "none", "another body is taken"],
  [
    "trips over a signature",
    hooking({
      verify: ({ headers }) => {
        if (!headers["toy-signature"]?.startsWith("t=")) throw new Error("odd");
        return verified();
      },
    }),
    "none",
    "makes verify throw",
  ],
  [
    "is strict about the vendor's fields",
    hooking({
      body: z.strictObject({
        id: z.string(),
        at: z.string(),
        type: z.string(),
        noteId: z.string(),
        place: z.string(),
      }),
    }),
    "silver",
    "fields that are new at the vendor",
  ],
  ["gives every redelivery a new id", hooking(renumbering()), "none", "two results"],
  [
    "tells a refusal in words that no contract knows",
    filing({
      interpret: (response, note) =>
        tellingRefusal(readFiling(response, note), () => [{ contract: noteFiled, data: { noteId: 7 } }]),
    }),
    "bronze",
    "an invalid note.filed.v1",
  ],
  [
    "quotes the message in its errors",
    filing({
      interpret: (response, note) =>
        unread(readFiling(response, note), inDoubt("unreadable", `Of "toy-client-secret" came nothing.`)),
    }),
    "silver",
    "the secret clientSecret",
  ],
])("an adapter that %s", (_what, adapter, level, words) => {
  test(`is ${level}, and is told why`, async () => {
    const report = await check(adapter);
    expect(shortcomings(report).join("\n")).toContain(words);
    expect(report.level).toBe(level);
  });
});

test("a probe that says applied without what the answer says is found", async () => {
  const adapter = filing({
    idempotency: "probe",
    probe: { readLag: "1s", request: () => get("/version"), interpret: () => applied() },
  });
  expect(shortcomings(await check(adapter)).join("\n")).toContain("the probe");
});

test("a refusal that is told in other words when it is refused again is found", async () => {
  let refusals = 0;
  const reject: typeof toyVendor.refusals.reject = (c) =>
    c.json({ code: `no_room_${(refusals += 1)}`, message: "There is no room for it." }, 422);
  const vendor = { ...toyVendor, refusals: { ...toyVendor.refusals, reject } };
  const report = await checkAdapter(filing({ interpret: tellingItsRefusal }), vendor, toyFixtures);
  expect(shortcomings(report).join("\n")).toContain("tells something else when it is replayed");
});

test("a waiver with a reason lets pass what it names, and one that waives nothing is a fault", async () => {
  const strict = hooking({
    body: z.strictObject({
      id: z.string(),
      at: z.string(),
      type: z.string(),
      noteId: z.string(),
      place: z.string(),
    }),
  });
  const waivers = {
    "unknown fields/filed": "This vendor versions its bodies.",
    rotation: "It has one secret.",
  };
  const report = await check({ ...strict, conformance: { level: "silver", waivers } });
  expect(shortcomings(report)).toEqual(['gold: waivers are needed/toy: "rotation" waives nothing any more']);
  expect(report.findings.find(({ waived }) => waived)).toMatchObject({
    check: "unknown fields",
    waived: waivers["unknown fields/filed"],
  });
});

test("what the catalogues show of an adapter is what it has proven, neither more nor less", async () => {
  const report = await check({ ...goodAdapter, conformance: { level: "bronze" } });
  expect(shortcomings(report)).toEqual([
    "gold: says what it has proven/toy: it has reached gold, and its conformance.level says bronze",
  ]);
});

function counting(): FileNote["request"] {
  let calls = 0;
  return (note) => post("/notes", { ...note, call: (calls += 1) });
}

let called = 0;
const tries = (): number => (called += 1);

function renumbering(): Partial<typeof filedWebhook> {
  return defineWebhook({
    ...filedWebhook,
    translate: () => [
      {
        contract: noteFiled,
        eventId: `e-${tries()}`,
        data: { noteId: "n", place: "p" },
        time: "2026-01-15T18:00:00Z",
      },
    ],
  });
}

const tellingItsRefusal: FileNote["interpret"] = (response, note) =>
  tellingRefusal(readFiling(response, note), ({ code }) => [
    emission(noteFiled, { noteId: note.noteId, place: code }),
  ]);

/** Another outcome in place of "not readable". */
const unread = <Given extends { readonly kind: string }, Other>(given: Given, other: Other): Given | Other =>
  given.kind === "inDoubt" ? other : given;
