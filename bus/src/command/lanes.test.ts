import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { capturedHost } from "./captured-host.ts";
import { exitCodes } from "./failure.ts";
import { main } from "./main.ts";

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "lanes-"));
  writeFileSync(join(dataDir, "admin-token"), "spindle_t0ken\n");
});
afterAll(() => rmSync(dataDir, { recursive: true }));

const id = "toy.notes:order/1";
const head = {
  id: "01a20963-024a-76ac-99fe-37de65c720b2:toy.take",
  state: "dead",
  attempts: 1,
  ageSeconds: 90,
  error: { code: "no_room", message: "There is no room." },
};
const place = { id: head.id, state: "dead", parkedAt: "2026-11-23T17:10:13.436Z" };
const lane = { id, depth: 3, head, places: [place] };

/** An admin API with this lane, and what it was asked. */
function setup(data: readonly object[] = [lane]) {
  const asked: string[] = [];
  const host = capturedHost({
    env: { SPINDLE_DATA_DIR: dataDir },
    answer: async (request) => {
      const url = new URL(request.url);
      asked.push([request.method, url.pathname + url.search, await request.text()].join(" ").trim());
      return Response.json(url.pathname.endsWith("/lanes") ? { data, next: null } : lane);
    },
  });
  return { host, asked };
}

test("shows the lanes that stand still, with their heads' age and error", async () => {
  const { host, asked } = setup();
  expect(await main(["lanes", "--group", "toy.notes"], host)).toBe(exitCodes.ok);
  expect(asked).toEqual(["GET /api/v1/lanes?limit=50&group=toy.notes"]);
  expect(host.out()).toContain(id);
  expect(host.out()).toMatch(/3 +dead +90 s +no_room: There is no room\./);
});

test("says where nothing stands still", async () => {
  const { host } = setup([]);
  expect(await main(["lanes"], host)).toBe(exitCodes.nothingMatched);
});

test("shows one lane with its places, whatever its key is made of", async () => {
  const { host, asked } = setup();
  expect(await main(["lanes", id], host)).toBe(exitCodes.ok);
  expect(asked).toEqual(["GET /api/v1/lanes/toy.notes%3Aorder%2F1"]);
  expect(host.out()).toContain(place.parkedAt);
});

test.each(["retry", "skip", "release"])("--%s acts on the head, with a reason", async (act) => {
  const { host, asked } = setup();
  expect(await main(["lanes", id, `--${act}`, "--reason", "mended"], host)).toBe(exitCodes.ok);
  expect(asked).toEqual([`POST /api/v1/lanes/toy.notes%3Aorder%2F1/${act} {"reason":"mended"}`]);
});

test.each([
  ["--skip", "--reason", "mended"],
  [id, "--skip", "--release", "--reason", "mended"],
  [id, "--skip"],
])("%j is refused before anything is sent", async (...words) => {
  const { host, asked } = setup();
  expect(await main(["lanes", ...words], host)).toBe(exitCodes.usage);
  expect(asked).toEqual([]);
});
