import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { capturedHost } from "./captured-host.ts";
import { main } from "./main.ts";

const type = "order.completed.v1";

/** A folder with the snapshot of one contract, as it was released, and the command beside it. */
async function setup() {
  const dir = mkdtempSync(join(tmpdir(), "spindle-contracts-"));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const contracts = async (...words: readonly string[]) => {
    const host = capturedHost({ env: { SPINDLE_DATA_DIR: "/nonexistent" } });
    const code = await main(["contracts", ...words], host);
    return { code, out: host.out(), err: host.err() };
  };
  const file = join(dir, `${type}.json`);
  const read = () => JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  const change = (changes: Readonly<Record<string, unknown>>) =>
    writeFileSync(file, JSON.stringify({ ...read(), ...changes }));
  expect(await contracts("export", type, "--release", "--out", dir)).toMatchObject({ code: 0 });
  return { dir, contracts, read, change };
}

test("check is content with what was released as it is", async () => {
  const { dir, contracts } = await setup();
  const { code, out } = await contracts("check", "--released", dir);
  expect([code, out]).toEqual([0, expect.stringContaining("1 released contracts compared: 0 breaking")]);
});

test("check ends with 1 where a released contract would break, and names field and reason", async () => {
  const { dir, contracts, read, change } = await setup();
  const { schema } = read() as { schema: { properties: object } };
  const wasThere = { ...schema, properties: { ...schema.properties, tableNumber: { type: "string" } } };
  change({ schema: wasThere, entityKey: "store.storeId" });
  const { code, out, err } = await contracts("check", "--released", dir, "--json");
  const told = out
    .trim()
    .split("\n")
    .map((line): unknown => JSON.parse(line));
  expect(told).toContainEqual({ type, effect: "breaking", pointer: "/tableNumber", reason: "field removed" });
  expect(told).toContainEqual({
    type,
    effect: "breaking",
    pointer: "",
    reason: "entityKey changed: store.storeId → orderId",
  });
  expect([code, err]).toEqual([1, expect.stringContaining("new version beside it")]);
});

test("a release does not overwrite a snapshot that it would break", async () => {
  const { dir, contracts, read, change } = await setup();
  change({ entityKey: "store.storeId" });
  const { code, err } = await contracts("export", type, "--release", "--out", dir);
  expect([code, err]).toEqual([1, expect.stringContaining(`${type} would break`)]);
  expect(read()["entityKey"]).toBe("store.storeId");
});

test("a snapshot that is none is told by its file", async () => {
  const { dir, contracts, change } = await setup();
  change({ kind: "rumour" });
  const { code, err } = await contracts("check", "--released", dir);
  expect([code, err]).toEqual([2, expect.stringContaining(`${type}.json is not a released contract`)]);
});

test.each([
  ["markdown", "contracts.md", "| `/orderId` | string | yes | locked |"],
  ["json-schema", `${type}.schema.json`, '"orderId"'],
  ["asyncapi", "asyncapi.json", '"asyncapi": "3.1.0"'],
])("export writes %s", async (format, file, expected) => {
  const { dir, contracts } = await setup();
  const out = join(dir, "new");
  expect(await contracts("export", type, "--format", format, "--out", out)).toMatchObject({ code: 0 });
  expect(readdirSync(out)).toEqual([file]);
  expect(readFileSync(join(out, file), "utf8")).toContain(expected);
});

test("the catalogue, and what is shown of one contract, say which version is upcast to which", async () => {
  const { dir } = await setup();
  const env = { SPINDLE_DATA_DIR: "/nonexistent", SPINDLE_CONFIG: "test/support/strict-notes.config.ts" };
  const said = async (...words: readonly string[]) => {
    const host = capturedHost({ env });
    expect(await main(["contracts", ...words], host)).toBe(0);
    return host.out();
  };
  const sentence = "Stands beside note.taken.v1; note.taken.v1 is upcast to it.";
  expect(await said("show", "note.taken.v2")).toContain(sentence);
  expect(JSON.parse(await said("show", "note.taken.v2", "--json"))).toMatchObject({
    routes: ["toy.natural"],
    versions: ["note.taken.v1", "note.taken.v2"],
    upcasts: { from: "note.taken.v1", impossible: null },
  });
  await said("export", "--out", join(dir, "new"));
  expect(readFileSync(join(dir, "new", "contracts.md"), "utf8")).toContain(sentence);
});

test("export of an unknown type names the nearest, and writes nothing", async () => {
  const { dir, contracts } = await setup();
  const out = join(dir, "new");
  const { code, err } = await contracts("export", "order.complete.v1", "--out", out);
  expect(code).not.toBe(0);
  expect(err).toContain(`The nearest: ${type}`);
  expect(existsSync(out)).toBe(false);
});
