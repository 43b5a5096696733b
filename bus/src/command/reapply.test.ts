import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { capturedHost } from "./captured-host.ts";
import { exitCodes } from "./failure.ts";
import { main } from "./main.ts";

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "reapply-"));
  writeFileSync(join(dataDir, "admin-token"), "spindle_t0ken\n");
});
afterAll(() => rmSync(dataDir, { recursive: true }));

function setup({ applied = 3 } = {}) {
  const sent: { readonly path: string; readonly body: unknown }[] = [];
  const host = capturedHost({
    env: { SPINDLE_DATA_DIR: dataDir },
    answer: async (request) => {
      const { pathname } = new URL(request.url);
      sent.push({ path: decodeURIComponent(pathname), body: await request.json() });
      return pathname.endsWith("/preview")
        ? Response.json({ applied, twice: "It happens twice." })
        : Response.json({ id: "rep-1", state: "running" }, { status: 202 });
    },
  });
  return { host, sent, reapply: (...words: readonly string[]) => main(["reapply", ...words], host) };
}

const filter = { route: "a.b", from: "2026-01-01T00:00:00.000Z", to: "2026-01-02T00:00:00.000Z" };
const words = ["--route", filter.route, "--from", filter.from, "--to", filter.to];

test("what was shown is what is asked for, so that a changed number is refused", async () => {
  const { sent, reapply } = setup();
  expect(await reapply(...words, "--reason", "lost")).toBe(0);
  expect(sent).toEqual([
    { path: "/api/v1/messages/reapply/preview", body: filter },
    { path: "/api/v1/messages/reapply", body: { ...filter, expectedCount: 3, reason: "lost" } },
  ]);
});

test("a dry run starts nothing", async () => {
  const { sent, reapply } = setup();
  expect(await reapply(...words, "--dry-run")).toBe(0);
  expect(sent.map(({ path }) => path)).toEqual(["/api/v1/messages/reapply/preview"]);
});

test("one delivery is asked for by its id", async () => {
  const { sent, reapply } = setup();
  expect(await reapply("m-1:a.b", "--reason", "lost")).toBe(0);
  expect(sent).toEqual([{ path: "/api/v1/messages/m-1:a.b/reapply", body: { reason: "lost" } }]);
});

test("without a reason, or with an id and a filter, nothing is asked", async () => {
  const { sent, reapply } = setup();
  expect(await reapply(...words)).toBe(exitCodes.usage);
  expect(await reapply("m-1:a.b", "--reason", "lost", "--route", "a.b")).toBe(exitCodes.usage);
  expect(sent).toEqual([]);
});

test("where nothing matches, nothing is started", async () => {
  const { sent, reapply } = setup({ applied: 0 });
  expect(await reapply(...words, "--reason", "lost")).toBe(exitCodes.nothingMatched);
  expect(sent).toHaveLength(1);
});
