import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { capturedHost } from "./captured-host.ts";
import { main } from "./main.ts";

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "export-"));
  writeFileSync(join(dataDir, "admin-token"), "spindle_t0ken\n");
});
afterAll(() => rmSync(dataDir, { recursive: true }));

const whole = '{"id":"a"}\n{"end":true,"count":1}\n';

async function run(body: string, ...words: readonly string[]) {
  const asked: string[] = [];
  const host = capturedHost({
    env: { SPINDLE_DATA_DIR: dataDir },
    answer: async (request) => {
      asked.push(request.method === "POST" ? await request.text() : new URL(request.url).search);
      return new Response(body);
    },
  });
  const exitCode = await main(["failures", "export", ...words], host);
  return { exitCode, asked, printed: host.out() };
}

test("an export goes to standard output as it comes, of what the filter chooses", async () => {
  const { exitCode, asked, printed } = await run(whole, "--route", "toy.accrue");
  expect([exitCode, asked]).toEqual([0, ["?route=toy.accrue&format=ndjson"]]);
  expect(printed).toContain(whole);
});

test("an export goes into a file", async () => {
  const out = join(dataDir, "failures.csv");
  expect(await run("id\r\na\r\n", "--format", "csv", "--out", out)).toMatchObject({ exitCode: 0 });
  expect(readFileSync(out, "utf8")).toBe("id\r\na\r\n");
});

test("one without its last line is not all, and the command fails", async () => {
  const { exitCode } = await run('{"id":"a"}\n', "--out", join(dataDir, "half.ndjson"));
  expect(exitCode).toBe(1);
});

test("a file that cannot be written is a failure, and no crash", async () => {
  expect((await run(whole, "--out", join(dataDir, "no", "such", "folder"))).exitCode).toBe(1);
});

test("any other format is wrong usage", async () => {
  expect((await run(whole, "--format", "xlsx")).exitCode).toBe(2);
});

test("an export with data says why, and of what", async () => {
  const words = ["--payload", "--route", "toy.accrue", "--reason", "a legal request"];
  const { exitCode, asked } = await run(whole, ...words);
  const filter = { route: "toy.accrue" };
  expect(exitCode).toBe(0);
  expect(asked.map((each) => JSON.parse(each))).toEqual([
    { filter, format: "ndjson", payload: true, reason: "a legal request" },
  ]);
});

test.each([
  ["a reason", ["--route", "toy.accrue"]],
  ["a filter", ["--reason", "x"]],
])("an export with data needs %s", async (_, words) => {
  expect(await run(whole, "--payload", ...words)).toMatchObject({ exitCode: 2, asked: [] });
});
