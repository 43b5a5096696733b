import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { capturedHost } from "./captured-host.ts";
import { main } from "./main.ts";

/** A folder for adapters, inside the repository: what is written there finds its packages. */
function adaptersFolder(): string {
  mkdirSync(".spindle", { recursive: true });
  const dir = mkdtempSync(join(".spindle", "adapters-"));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return dir;
}

async function spindle(...words: readonly string[]) {
  const host = capturedHost();
  return { code: await main(["adapter", ...words], host), out: host.out(), err: host.err() };
}

test("a new adapter is gold at once", async () => {
  const dir = adaptersFolder();
  const folder = join(dir, "first-data");
  expect(await spindle("new", "first-data", "--dir", dir, "--domain", "payments")).toMatchObject({ code: 0 });
  const { code, out } = await spindle("check", folder, "--json");
  expect(JSON.parse(out)).toMatchObject({ adapter: "first-data", level: "gold" });
  expect(code).toBe(0);
  expect(readFileSync(join(folder, "src/index.ts"), "utf8")).toContain('domain: "payments"');
});

test("nothing of the template's name is left", async () => {
  const dir = adaptersFolder();
  const { out } = await spindle("new", "zed", "--dir", dir, "--json");
  const { files } = JSON.parse(out) as { files: readonly string[] };
  const left = files.filter((file) => /acme/i.test(readFileSync(join(dir, "zed", file), "utf8")));
  expect(left).toEqual([]);
});

test("an adapter that is there already is left alone", async () => {
  const dir = adaptersFolder();
  await spindle("new", "zed", "--dir", dir);
  expect(await spindle("new", "zed", "--dir", dir)).toMatchObject({
    code: 2,
    err: expect.stringContaining("already") as string,
  });
});

test.each(["Acme", "../acme", "acme_1", "acme-", ""])('"%s" is no name', async (name) => {
  const dir = adaptersFolder();
  expect((await spindle("new", name, "--dir", dir)).code).toBe(2);
  expect(existsSync(join(dir, name, "src"))).toBe(false);
});
