import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { capturedHost } from "./captured-host.ts";
import { exitCodes } from "./failure.ts";
import { main } from "./main.ts";

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "notices-"));
  writeFileSync(join(dataDir, "admin-token"), "spindle_t0ken\n");
});
afterAll(() => rmSync(dataDir, { recursive: true }));

const id = "01a20963-024a-76ac-99fe-37de65c720b2";
const endpoint = {
  name: "pos",
  state: "failing",
  origin: "https://pos.example",
  lastSuccessAt: null,
  failingSince: "2026-11-23T17:10:13.436Z",
  lastError: "http 500",
  watched: 4,
  waiting: 3,
  givenUp: 2,
};
const notice = {
  id,
  messageId: id,
  kind: "failed",
  state: "givenUp",
  tries: 10,
  nextTryAt: null,
  lastError: "timeout",
};

/** An admin API with one endpoint and one notice, and what it was asked. */
function setup(data: readonly object[] = [endpoint]) {
  const asked: string[] = [];
  const host = capturedHost({
    env: { SPINDLE_DATA_DIR: dataDir },
    answer: async (request) => {
      const { pathname, search } = new URL(request.url);
      asked.push([request.method, pathname + search, await request.text()].join(" ").trim());
      if (request.method === "GET")
        return Response.json({ data: pathname.endsWith("/notices") ? [notice] : data, next: null });
      if (pathname.startsWith("/api/v1/notices/")) return Response.json(notice);
      return Response.json(pathname.endsWith("/resend") ? { resent: 2 } : endpoint);
    },
  });
  return { host, asked };
}

test("shows how it goes with every endpoint", async () => {
  const { host, asked } = setup();
  expect(await main(["notices"], host)).toBe(exitCodes.ok);
  expect(asked).toEqual(["GET /api/v1/notice-endpoints"]);
  expect(host.out()).toMatch(/pos +failing +4 +3 +2 +never +2026-11-23T17:10:13\.436Z +http 500/);
});

test("says where nobody is told", async () => {
  expect(await main(["notices"], setup([]).host)).toBe(exitCodes.nothingMatched);
});

test("lists the notices of an endpoint", async () => {
  const { host, asked } = setup();
  expect(await main(["notices", "pos", "--state", "givenUp"], host)).toBe(exitCodes.ok);
  expect(asked).toEqual(["GET /api/v1/notices?endpoint=pos&limit=50&state=givenUp"]);
  expect(host.out()).toContain("timeout");
});

test.each([
  [["--enable"], "notice-endpoints/pos/enable"],
  [["--resend"], "notice-endpoints/pos/resend"],
  [["--resend", id], `notices/${id}/resend`],
])("%j acts, with a reason", async (words, path) => {
  const { host, asked } = setup();
  expect(await main(["notices", "pos", ...words, "--reason", "it is back"], host)).toBe(exitCodes.ok);
  expect(asked).toEqual([`POST /api/v1/${path} {"reason":"it is back"}`]);
});

test.each([
  ["pos", "--enable"],
  ["--enable", "--reason", "it is back"],
  ["pos", "--enable", "--resend", "--reason", "it is back"],
])("%j is refused before anything is sent", async (...words) => {
  const { host, asked } = setup();
  expect(await main(["notices", ...words], host)).toBe(exitCodes.usage);
  expect(asked).toEqual([]);
});
