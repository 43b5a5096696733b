import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { capturedHost } from "./captured-host.ts";
import { exitCodes } from "./failure.ts";
import { main } from "./main.ts";

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "audit-"));
  writeFileSync(join(dataDir, "admin-token"), "spindle_t0ken\n");
});
afterAll(() => rmSync(dataDir, { recursive: true }));

const entry = {
  id: 7,
  at: "2026-11-23T17:10:13.436Z",
  actor: "ana",
  action: "failure.discard",
  target: "01a20963-024a-76ac-99fe-37de65c720b2:toy.take",
  reason: "a test order",
  detail: { before: { state: "dead", generation: 1 }, after: { state: "discarded", generation: 1 } },
};

/** An admin API with these lines, and what it was asked. */
function setup(data: readonly object[] = [entry]) {
  const asked: string[] = [];
  const host = capturedHost({
    env: { SPINDLE_DATA_DIR: dataDir },
    answer: async (request) => {
      asked.push(new URL(request.url).search);
      return Response.json({ data, next: "more" });
    },
  });
  return { host, asked };
}

test("shows who did what, when and why", async () => {
  const { host } = setup();
  expect(await main(["audit"], host)).toBe(exitCodes.ok);
  expect(host.out()).toMatch(
    /7 +2026-11-23T17:10:13\.436Z +ana +failure\.discard +01a2\S+ +state dead → discarded +a test order/,
  );
  expect(host.out()).toContain("--cursor more");
});

test("shows why somebody was refused", async () => {
  const { host } = setup([
    { ...entry, reason: null, detail: { method: "POST", status: 403, code: "forbidden" } },
  ]);
  await main(["audit"], host);
  expect(host.out()).toContain("403 forbidden");
});

test("--json prints one line of JSON for each", async () => {
  const { host } = setup();
  await main(["audit", "--json"], host);
  expect(JSON.parse(host.out())).toEqual(entry);
});

test("actor, action, target and time choose", async () => {
  const { host, asked } = setup();
  const words =
    "--actor ana --action failure.discard --target x --since 2026-11-23T18:00:00+01:00 --until 2026-11-24T00:00:00Z";
  await main(["audit", ...words.split(" ")], host);
  expect(Object.fromEntries(new URLSearchParams(asked[0]))).toEqual({
    limit: "50",
    actor: "ana",
    action: "failure.discard",
    target: "x",
    from: "2026-11-23T17:00:00.000Z",
    to: "2026-11-24T00:00:00.000Z",
  });
});

test("says where nothing was done", async () => {
  expect(await main(["audit"], setup([]).host)).toBe(exitCodes.nothingMatched);
});

test.each([
  ["audit", "--since", "yesterday"],
  ["audit", "verify", "--head", "abc"],
])("%s %s %s is wrong usage", async (...words) => {
  expect(await main(words, setup().host)).toBe(exitCodes.usage);
});

test("an export has all lines of the filter, beyond a page, and ends with their number", async () => {
  const asked: string[] = [];
  const host = capturedHost({
    env: { SPINDLE_DATA_DIR: dataDir },
    answer: (request) => {
      const { search, searchParams } = new URL(request.url);
      asked.push(search);
      const isLast = searchParams.has("cursor");
      return Response.json({ data: [{ ...entry, id: isLast ? 6 : 7 }], next: isLast ? null : "more" });
    },
  });
  expect(await main(["audit", "export", "--actor", "ana"], host)).toBe(exitCodes.ok);
  expect(asked).toEqual(["?actor=ana&limit=200", "?actor=ana&limit=200&cursor=more"]);
  const lines = host
    .out()
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines).toEqual([
    { ...entry, id: 7 },
    { ...entry, id: 6 },
    { end: true, count: 2 },
  ]);
});
