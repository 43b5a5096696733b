import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { folderArchive } from "./archive-store.ts";

function setup() {
  const folder = mkdtempSync(join(tmpdir(), "archive-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return { folder, store: folderArchive(folder) };
}

test("what is put into a folder is there under its name alone, and what is put twice is replaced", async () => {
  const { folder, store } = setup();
  await store.put("ledger/2026-11-12/0001.ndjson.gz", Buffer.from("one"));
  await store.put("ledger/2026-11-12/0001.ndjson.gz", Buffer.from("other"));
  expect(Buffer.from((await store.get("ledger/2026-11-12/0001.ndjson.gz")) ?? []).toString()).toBe("other");
  expect(readdirSync(join(folder, "ledger", "2026-11-12"))).toEqual(["0001.ndjson.gz"]);
});

test("there is nothing under a name that was never put", async () => {
  expect(await setup().store.get("ledger/nothing")).toBeUndefined();
});
