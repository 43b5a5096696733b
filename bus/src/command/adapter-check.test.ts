import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Conformance, Finding } from "../testing/conformance/report.ts";
import { capturedHost } from "./captured-host.ts";
import { main } from "./main.ts";

/** A folder whose conformance check finds this. */
function folderWith(level: Conformance["level"], ...findings: readonly Finding[]): string {
  const folder = mkdtempSync(join(tmpdir(), "spindle-adapter-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const report: Conformance = { adapter: "toy", version: "1.2.3", level, findings };
  writeFileSync(
    join(folder, "conformance.ts"),
    `export default () => Promise.resolve(${JSON.stringify(report)});`,
  );
  return folder;
}

async function check(...words: readonly string[]) {
  const host = capturedHost();
  const code = await main(["adapter", "check", ...words], host);
  return { code, out: host.out(), err: host.err() };
}

const slow: Finding = {
  check: "outage",
  level: "silver",
  subject: "refund",
  faults: ["it is dead, and does not wait"],
};

test("an adapter that has reached the level is a row of the table", async () => {
  const { code, out } = await check(folderWith("gold"));
  expect([code, out]).toEqual([0, expect.stringMatching(/toy\s+1\.2\.3\s+gold\s+0\/0/)]);
});

test("one that is below it is named with the reasons, and ends with 1", async () => {
  const { code, out, err } = await check(folderWith("bronze", slow));
  expect(out).toMatch(/toy\s+silver\s+outage\/refund\s+it is dead, and does not wait/);
  expect([code, err]).toEqual([1, expect.stringContaining("Below gold: toy.")]);
});

test("of each level the table says how many checks have passed", async () => {
  const good = { ...slow, subject: "capture", faults: [] };
  const { out } = await check(folderWith("bronze", slow, good));
  expect(out).toMatch(/BRONZE\s+SILVER\s+GOLD\s+WAIVED\n.*bronze\s+0\/0\s+1\/2\s+0\/0\s+0/);
});

test("several are checked, and one that is below the level is enough to end with 1", async () => {
  const { code, out } = await check(folderWith("gold"), folderWith("silver", { ...slow, level: "gold" }));
  expect([code, out.match(/1\.2\.3/g)?.length]).toEqual([1, 2]);
});

test("a lower level may be enough", async () => {
  expect((await check(folderWith("bronze", slow), "--level", "bronze")).code).toBe(0);
});

test("a waiver is shown with its reason", async () => {
  const { out } = await check(folderWith("gold", { ...slow, waived: "There is one server." }));
  expect(out).toContain("waived: There is one server.");
});

test("programs get the whole report", async () => {
  const { out } = await check(folderWith("gold", slow), "--json");
  expect(JSON.parse(out)).toMatchObject({ adapter: "toy", findings: [slow] });
});

test("a folder without a check is wrong usage", async () => {
  expect(await check("/nowhere")).toMatchObject({
    code: 2,
    err: expect.stringContaining("conformance.ts") as string,
  });
});
