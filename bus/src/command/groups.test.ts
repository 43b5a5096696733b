import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { capturedHost } from "./captured-host.ts";
import { exitCodes } from "./failure.ts";
import { main } from "./main.ts";

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "groups-"));
  writeFileSync(join(dataDir, "admin-token"), "spindle_t0ken\n");
});
afterAll(() => rmSync(dataDir, { recursive: true }));

const id = "eb5c062a-515b-5b18-8f7b-6065136f52e1";
const group = {
  id,
  route: "toy.accrue",
  code: "301",
  title: "The card is not active.",
  runbook: "https://runbooks.example/301",
  state: "snoozed",
  stateSince: "2026-11-23T17:10:13.436Z",
  snooze: { until: "2026-11-24T08:00:00.000Z", rate: { count: 100, seconds: 600 } },
  owner: "ana",
  ticket: "https://tickets.example/12",
  note: null,
  replayWhen: {
    rule: { after: "06:00", timeZone: "Europe/Berlin" },
    state: "waiting",
    actor: "ana",
    dueAt: "2026-11-24T05:00:00.000Z",
    healthySince: null,
    replay: null,
  },
  count: 7,
  firstSeenAt: "2026-11-23T16:10:13.436Z",
  lastSeenAt: "2026-11-23T17:10:13.436Z",
};

type Asked = { readonly method: string; readonly path: string; readonly body: unknown };

const besides = {
  count: { value: 3, checksum: "-7312" },
  failures: 51,
  counts: { open: 2, snoozed: 1, resolved: 0, all: 3 },
  ungrouped: 4,
};
const became = {
  batch: "b-1",
  selected: 3,
  changed: 1,
  unchanged: 1,
  skipped: 1,
  reasons: [{ reason: "there is no such failure group", count: 1 }],
};

/** An admin API with these groups, and what it was asked. */
function setup(data: readonly object[] = [group], one: object = group, stdin = "") {
  const asked: Asked[] = [];
  const host = capturedHost({
    env: { SPINDLE_DATA_DIR: dataDir },
    stdin,
    answer: async (request) => {
      const { pathname, search } = new URL(request.url);
      const body = await request.text();
      asked.push({ method: request.method, path: pathname + search, body: body && JSON.parse(body) });
      if (pathname.endsWith("/change")) return Response.json(became);
      return Response.json(pathname.endsWith("/failure-groups") ? { data, next: null, ...besides } : one);
    },
  });
  return { host, asked };
}

test("groups without a word of its own lists, as `ls` does", async () => {
  const { host, asked } = setup();
  expect(await main(["groups", "--state", "snoozed"], host)).toBe(exitCodes.ok);
  expect(asked.map(({ path }) => path)).toEqual(["/api/v1/failure-groups?limit=50&state=snoozed"]);
});

test("ls has a line for each group, with its state, count and owner", async () => {
  const { host, asked } = setup();
  const words = ["groups", "ls", "--state", "snoozed", "--owner", "ana", "--all"];
  expect(await main(words, host)).toBe(exitCodes.ok);
  expect(asked.map(({ path }) => path)).toEqual([
    "/api/v1/failure-groups?limit=50&state=snoozed&owner=ana&includeSettled=true",
  ]);
  expect(host.out()).toMatch(new RegExp(`${id} +snoozed +7 +ana +toy\\.accrue`));
});

test("ls passes its filters on, and says how many groups are in each state and what is in none", async () => {
  const { host, asked } = setup();
  const words = [
    "--route",
    "toy.accrue",
    "--type",
    "a.v1",
    "--source",
    "/pos/7",
    "--code",
    "3*",
    "--text",
    "card",
    "--sort",
    "trend",
  ];
  expect(await main(["groups", "ls", ...words], host)).toBe(exitCodes.ok);
  expect(asked[0]?.path).toContain(
    "limit=50&route=toy.accrue&type=a.v1&source=%2Fpos%2F7&code=3*&q=card&sort=trend",
  );
  expect(host.out()).toContain("3 groups: 2 open, 1 snoozed");
  expect(host.out()).toContain("4 in no group");
});

test("show tells what is known of its failures: attempts, answer, versions, the last replay, what changed", async () => {
  const { host } = setup([], {
    ...group,
    attempts: { min: 1, max: 3 },
    permanent: true,
    adapterVersions: [{ version: "1.1.0", attempts: 7 }],
    sample: { id: "m:toy.accrue", httpStatus: 422 },
    lastReplay: { id: "r1", state: "completed", applied: 2, failedAgain: 5 },
    changes: [{ at: "2026-11-23T16:00:00.000Z", title: "adapter 1.0.0 → 1.1.0" }],
  });
  expect(await main(["groups", "show", id], host)).toBe(exitCodes.ok);
  for (const fact of [
    "1 to 3",
    "final",
    "HTTP 422",
    "1.1.0 (7)",
    "2 applied, 5 failed again",
    "16:00:00Z adapter 1.0.0",
  ])
    expect(host.out()).toContain(fact);
});

test("where nothing matches, the way to the emptied groups is told", async () => {
  const { host } = setup([]);
  expect(await main(["groups", "ls"], host)).toBe(exitCodes.nothingMatched);
  expect(host.err()).toContain("--all");
});

test("show tells whose it is, what ends its snooze, and what to type next", async () => {
  const { host } = setup();
  expect(await main(["groups", "show", id], host)).toBe(exitCodes.ok);
  expect(host.out()).toMatch(/snoozed +until 2026-11-24 08:00:00Z, or until 100 fail within 600 s/);
  expect(host.out()).toContain("https://runbooks.example/301");
  expect(host.out()).toContain("https://tickets.example/12");
  expect(host.out()).toContain(`npx spindle failures --group ${id}`);
});

test.each([
  [group.replayWhen, "when it is 06:00 (Europe/Berlin), set by ana, at 2026-11-24T05:00:00.000Z"],
  [
    {
      ...group.replayWhen,
      rule: { healthyFor: "10m" },
      dueAt: null,
      healthySince: "2026-11-23T17:00:00.000Z",
    },
    "when the vendor has been healthy for 10m, set by ana, healthy since 2026-11-23T17:00:00.000Z",
  ],
  [
    { ...group.replayWhen, rule: { adapterVersion: "1.4.0" }, state: "used", replay: "r-1" },
    "when the adapter is at least 1.4.0, set by ana, became replay r-1",
  ],
  [
    { ...group.replayWhen, state: "lapsed" },
    "when it is 06:00 (Europe/Berlin), set by ana, lapsed: the token was revoked",
  ],
])("show tells when it is replayed by itself, and what became of that", async (replayWhen, told) => {
  const { host } = setup([], { ...group, replayWhen });
  expect(await main(["groups", "show", id], host)).toBe(exitCodes.ok);
  expect(host.out()).toContain(told);
});

test("with --json a group is what the API answered", async () => {
  const { host } = setup();
  await main(["groups", "show", id, "--json"], host);
  expect(JSON.parse(host.out())).toEqual(group);
});

test.each([
  [["acknowledge", id], { state: "acknowledged" }],
  [["resolve", id], { state: "resolved" }],
  [["reopen", id], { state: "open" }],
  [["assign", id, "ana"], { owner: "ana" }],
  [["assign", id], { owner: null }],
  [["note", id, "asked the vendor"], { note: "asked the vendor" }],
  [["note", id], { note: null }],
  [["note", id, "--ticket", "https://tickets.example/12"], { ticket: "https://tickets.example/12" }],
  [["note", id, "--ticket", ""], { ticket: null }],
  [
    ["snooze", id, "--until", "2999-01-01T00:00:00Z"],
    { state: "snoozed", snooze: { until: "2999-01-01T00:00:00.000Z" } },
  ],
  [
    ["snooze", id, "--count", "20", "--rate", "100/10m"],
    { state: "snoozed", snooze: { count: 20, rate: { count: 100, seconds: 600 } } },
  ],
  [["replay-when", id, "--healthy-for", "10m"], { replayWhen: { healthyFor: "10m" } }],
  [["replay-when", id, "--adapter-version", "1.4.0"], { replayWhen: { adapterVersion: "1.4.0" } }],
  [
    ["replay-when", id, "--after", "06:00", "--time-zone", "Europe/Berlin"],
    { replayWhen: { after: "06:00", timeZone: "Europe/Berlin" } },
  ],
  [["replay-when", id, "--never"], { replayWhen: null }],
])("%j is one change with its reason", async (words, change) => {
  const { host, asked } = setup();
  expect(await main(["groups", ...words, "--reason", "ticket 12"], host)).toBe(exitCodes.ok);
  expect(asked).toEqual([
    { method: "PATCH", path: `/api/v1/failure-groups/${id}`, body: { ...change, reason: "ticket 12" } },
  ]);
});

const look = "/api/v1/failure-groups?state=open&route=toy.accrue&limit=1";
const filtered = ["--state", "open", "--route", "toy.accrue", "--reason", "ticket 12"];
const selection = {
  filter: { state: "open", route: "toy.accrue" },
  expectedCount: 3,
  expectedChecksum: "-7312",
};

test.each([
  [["acknowledge"], { state: "acknowledged" }],
  [["resolve"], { state: "resolved" }],
  [["reopen"], { state: "open" }],
  [["snooze", "--count", "20"], { state: "snoozed", snooze: { count: 20 } }],
])(
  "%j of all that a filter finds is one act on those that were counted",
  async ([name = "", ...more], said) => {
    const { host, asked } = setup([], group, "y\n");
    expect(await main(["groups", name, ...more, ...filtered], host)).toBe(exitCodes.ok);
    const body = { selection, ...said, reason: "ticket 12" };
    expect(asked).toEqual([
      { method: "GET", path: look, body: "" },
      { method: "POST", path: "/api/v1/failure-groups/change", body },
    ]);
    for (const told of [
      `${name}s 3 groups, 51 failures`,
      "1 of 3 groups changed, 1 already so",
      "skipped 1: there",
    ])
      expect(host.out()).toContain(told);
  },
);

test.each([
  ["as many as were expected are changed without asking", ["--expect", "3"], 2, exitCodes.ok],
  ["another number is not", ["--expect", "2"], 1, exitCodes.failed],
  ["a dry run changes nothing", ["--dry-run"], 1, exitCodes.ok],
  ["without a yes nothing is changed", [], 1, exitCodes.failed],
])("%s", async (_, more, requests, code) => {
  const { host, asked } = setup([], group, "n\n");
  expect(await main(["groups", "resolve", ...filtered, ...more], host)).toBe(code);
  expect(asked).toHaveLength(requests);
});

test("a snooze for a span ends so long from now", async () => {
  const { host, asked } = setup();
  const beforeMs = Date.now();
  await main(["groups", "snooze", id, "--until", "4h", "--reason", "x"], host);
  const body = asked[0]?.body as { snooze: { until: string } } | undefined;
  const untilMs = Date.parse(body?.snooze.until ?? "") - 4 * 3_600_000;
  expect(untilMs).toBeGreaterThanOrEqual(beforeMs);
  expect(untilMs).toBeLessThanOrEqual(Date.now());
});

test.each([
  [["resolve", id]],
  [["resolve", "--reason", "x"]],
  [["resolve", "--all", "--reason", "x"]],
  [["resolve", "--route", "toy.accrue"]],
  [["resolve", id, "--route", "toy.accrue", "--reason", "x"]],
  [["resolve", id, "--expect", "2", "--reason", "x"]],
  [["snooze", id, "--reason", "x"]],
  [["snooze", id, "--rate", "often", "--reason", "x"]],
  [["snooze", id, "--until", "soon", "--reason", "x"]],
  [["replay-when", id, "--reason", "x"]],
  [["replay-when", id, "--never", "--healthy-for", "10m", "--reason", "x"]],
  [["replay-when", id, "--healthy-for", "10m", "--time-zone", "UTC", "--reason", "x"]],
])("%j is refused before anything is sent", async (words) => {
  const { host, asked } = setup();
  expect(await main(["groups", ...words], host)).toBe(exitCodes.usage);
  expect(asked).toEqual([]);
});
