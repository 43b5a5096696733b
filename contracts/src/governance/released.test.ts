import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { canonicalContracts } from "../canonical.ts";
import { contractRegistry } from "../registry.ts";
import { isBreaking } from "./change.ts";
import { compareReleased } from "./compare-released.ts";
import { ReleasedContract } from "./released.ts";

const dir = new URL("../../released/", import.meta.url);
const registry = contractRegistry(canonicalContracts);
const released = readdirSync(dir).map((file) => [
  file.replace(/\.json$/, ""),
  ReleasedContract.parse(JSON.parse(readFileSync(new URL(file, dir), "utf8"))),
]) as readonly (readonly [string, ReleasedContract])[];

test.each(released)("%s keeps what it promised when it was released", (name, snapshot) => {
  expect(snapshot.type).toBe(name);
  expect(compareReleased(snapshot, registry).filter(isBreaking)).toEqual([]);
});

test("something was released", () => {
  expect(released.length).toBeGreaterThan(0);
});
