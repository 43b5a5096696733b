import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { capturedHost } from "./captured-host.ts";
import { main } from "./main.ts";

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "many-"));
  writeFileSync(join(dataDir, "admin-token"), "spindle_t0ken\n");
});
afterAll(() => rmSync(dataDir, { recursive: true }));

type Asked = { readonly path: string; readonly body?: { selection: { ids: string[] }; reason: string } };

/** An admin API with so many failures, and what it was asked. */
async function run(words: readonly string[], { count = 3, stdin = "" } = {}) {
  const asked: Asked[] = [];
  const host = capturedHost({
    env: { SPINDLE_DATA_DIR: dataDir },
    stdin,
    answer: async (request) => {
      const { pathname, search } = new URL(request.url);
      const path = pathname + search;
      if (request.method === "GET") {
        asked.push({ path });
        const failure = (_: unknown, n: number) => ({
          id: `m-${n}:toy.accrue`,
          messageId: `m-${n}`,
          route: "toy.accrue",
          state: n === 0 ? "waiting" : "dead",
          attempts: 1,
        });
        return Response.json({ data: Array.from({ length: count }, failure), next: null });
      }
      const body = (await request.json()) as NonNullable<Asked["body"]>;
      asked.push({ path, body });
      const selected = body.selection.ids.length;
      const reasons = [{ reason: "It is running; that cannot be discarded.", count: 1 }];
      return Response.json({ batch: "b-1", selected, changed: selected - 1, skipped: 1, reasons });
    },
  });
  const exitCode = await main(["failures", ...words], host);
  return { exitCode, posts: asked.filter(({ body }) => body), asked, printed: host.out() };
}

test("what the filter finds is counted by state and discarded by its ids, once the person agrees", async () => {
  const words = ["discard", "--group", "g-1", "--reason", "sold out"];
  const { exitCode, posts, printed } = await run(words, { stdin: "y\n" });
  expect(exitCode).toBe(0);
  const ids = ["m-0:toy.accrue", "m-1:toy.accrue", "m-2:toy.accrue"];
  expect(posts).toEqual([
    { path: "/api/v1/failures/discard", body: { selection: { ids }, reason: "sold out" } },
  ]);
  expect(printed).toContain("discards 3: 1 waiting, 2 dead");
  expect(printed).toContain("skipped 1: It is running");
});

test.each([
  ["--dry-run changes nothing", ["discard", "--group", "g-1", "--dry-run"], "", 0],
  ["without a yes nothing is changed", ["discard", "--group", "g-1", "--reason", "x"], "n\n", 1],
  ["without a reason nothing is changed", ["discard", "--group", "g-1"], "", 2],
  ["without a selection nothing is changed", ["restore", "--reason", "x"], "", 2],
] as const)("%s", async (_, words, stdin, code) => {
  const { exitCode, posts } = await run(words, { stdin });
  expect([exitCode, posts]).toEqual([code, []]);
});

test("a restore looks for what was discarded", async () => {
  const { asked } = await run(["restore", "--route", "toy.accrue", "--reason", "x", "--yes"]);
  expect(asked.map(({ path }) => path)).toEqual([
    "/api/v1/failures?state=discarded&route=toy.accrue&limit=200",
    "/api/v1/failures/restore",
  ]);
});

test("more than one commit takes go in parts", async () => {
  const { posts } = await run(["discard", "--route", "toy.accrue", "--reason", "x", "--yes"], {
    count: 4_500,
  });
  expect(posts.map(({ body }) => body?.selection.ids.length)).toEqual([2_000, 2_000, 500]);
});
