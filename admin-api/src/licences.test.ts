import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { shippedLicences } from "./licences.ts";
import { adminClient } from "./testing/admin-client.ts";

/** A folder with the packages that are given, by their path. */
function setup(packages: Readonly<Record<string, object>>, built?: readonly object[]) {
  const folder = mkdtempSync(join(tmpdir(), "spindle-licences-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const write = (path: string, content: unknown) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), JSON.stringify(content));
  };
  for (const [path, manifest] of Object.entries(packages)) write(join(path, "package.json"), manifest);
  if (built) write("licences.json", built);
  return shippedLicences({ server: join(folder, "ours"), console: join(folder, "licences.json") });
}

const ours = { name: "ours", private: true, dependencies: { a: "1" }, devDependencies: { tool: "1" } };
const tool = { name: "tool", version: "9.0.0", license: "GPL-3.0" };

test("what is installed for production is listed with what it needs itself, and no tool, and nothing twice", async () => {
  const shipped = await setup({
    ours,
    "node_modules/a": { name: "a", version: "1.0.0", license: "MIT", dependencies: { b: "2" } },
    "node_modules/a/node_modules/b": {
      name: "b",
      version: "2.0.0",
      license: "ISC",
      dependencies: { a: "1" },
    },
    "node_modules/b": { name: "b", version: "1.0.0", license: "MIT" },
    "node_modules/tool": tool,
  });
  expect(shipped).toEqual([
    { name: "a", version: "1.0.0", licence: "MIT", part: "server" },
    { name: "b", version: "2.0.0", licence: "ISC", part: "server" },
  ]);
});

test("old packages say their licence otherwise, and some say none", async () => {
  const shipped = await setup({
    ours: { ...ours, dependencies: { a: "1", b: "1", c: "1" } },
    "node_modules/a": { name: "a", version: "1.0.0", license: { type: "MIT", url: "x" } },
    "node_modules/b": { name: "b", version: "1.0.0", licenses: [{ type: "MIT" }, { type: "ISC" }] },
    "node_modules/c": { name: "c", version: "1.0.0" },
  });
  expect(shipped.map(({ licence }) => licence)).toEqual(["MIT", "MIT OR ISC", null]);
});

test("what is built into the console is named by its build; what is not installed on this system is left out", async () => {
  const built = [{ name: "react", version: "19.0.0", licence: "MIT" }];
  const shipped = await setup({ ours: { ...ours, optionalDependencies: { gone: "1" } } }, built);
  expect(shipped).toEqual([{ ...built[0], part: "console" }]);
});

test("this installation's own packages say their licences", async () => {
  const here = new URL("..", import.meta.url).pathname;
  const shipped = await shippedLicences({ server: here, console: "none" });
  expect(shipped).toContainEqual(expect.objectContaining({ name: "zod", licence: "MIT" }));
  expect(shipped.filter(({ licence }) => licence === null)).toEqual([]);
  expect(shipped.filter(({ name }) => name.startsWith("@spindlebus/"))).toEqual([]);
});

test("readers are told", async () => {
  const { json } = await adminClient().ask("/api/v1/licences", { token: "viewer" });
  expect(json.data).toEqual([{ name: "zod", version: "4.0.0", licence: "MIT", part: "server" }]);
});
