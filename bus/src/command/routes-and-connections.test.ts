import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { capturedHost } from "./captured-host.ts";
import { exitCodes } from "./failure.ts";
import { main } from "./main.ts";

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "pausing-"));
  writeFileSync(join(dataDir, "admin-token"), "spindle_t0ken\n");
});
afterAll(() => rmSync(dataDir, { recursive: true }));

const paused = {
  by: "ana",
  since: "2026-11-23T17:10:13.436Z",
  reason: "the vendor moves",
  through: "connection",
};
const counts = { waiting: 1, queued: 2, inDoubt: 3, dead: 4, blocked: 5, inFlight: 6 };
const route = { name: "toy.file", counts, paused };
const circuit = { state: "open" };
const connection = {
  id: "toy",
  adapter: "toy",
  version: "1.0.0",
  baseUrl: "http://toy",
  circuit,
  paused: null,
};

const found = { reached: true, authenticated: true, status: 200, durationMs: 12, words: "It takes them." };

/** An admin API with this route and connection, and what it was asked. */
function setup() {
  const asked: string[] = [];
  const host = capturedHost({
    env: { SPINDLE_DATA_DIR: dataDir },
    answer: async (request) => {
      const { pathname } = new URL(request.url);
      asked.push([request.method, pathname, await request.text()].join(" ").trim());
      if (pathname.endsWith("/test")) return Response.json(found);
      const one = pathname.includes("/routes") ? route : connection;
      return Response.json(/\/(routes|connections)$/.test(pathname) ? { data: [one] } : one);
    },
  });
  return { host, asked };
}

test("lists routes with what waits and fails, and who has paused them", async () => {
  const { host } = setup();
  expect(await main(["routes"], host)).toBe(exitCodes.ok);
  expect(host.out()).toMatch(/toy\.file +6 +1 +2 +3 +4 +5 +paused with its connection by ana since 2026/);
});

test("lists connections with their circuits", async () => {
  const { host } = setup();
  expect(await main(["connections"], host)).toBe(exitCodes.ok);
  expect(host.out()).toMatch(/toy +toy 1\.0\.0 +open/);
});

test.each([
  ["routes", "pause", "toy.file"],
  ["routes", "resume", "toy.file"],
  ["connections", "pause", "toy"],
  ["connections", "resume", "toy"],
])("%s %s acts with a reason, and says how it is now", async (what, act, name) => {
  const { host, asked } = setup();
  expect(await main([what, act, name, "--reason", "the vendor moves"], host)).toBe(exitCodes.ok);
  expect(asked).toEqual([`POST /api/v1/${what}/${name}/${act} {"reason":"the vendor moves"}`]);
  expect(host.out()).toContain(what === "routes" ? "toy.file paused with its connection" : "toy goes on");
});

test("a test of a connection says what was found out", async () => {
  const { host, asked } = setup();
  expect(await main(["connections", "test", "toy", "--reason", "new key"], host)).toBe(exitCodes.ok);
  expect(asked).toEqual(['POST /api/v1/connections/toy/test {"reason":"new key"}']);
  expect(host.out()).toContain("It takes them. (12 ms)");
});

test("asks for a reason before it asks the API", async () => {
  const { host, asked } = setup();
  expect(await main(["routes", "pause", "toy.file"], host)).toBe(exitCodes.usage);
  expect(asked).toEqual([]);
});
