import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { capturedHost } from "./captured-host.ts";
import { exitCodes } from "./failure.ts";
import { main } from "./main.ts";

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "overview-"));
  writeFileSync(join(dataDir, "admin-token"), "spindle_t0ken\n");
});
afterAll(() => rmSync(dataDir, { recursive: true }));

const quiet = {
  groups: { new: 0, regressed: 0 },
  failures: Object.fromEntries(
    ["dead", "blocked", "inDoubt", "moving"].map((state) => [state, { value: 0, about: false }]),
  ),
  oldestUnprocessed: null,
  replays: [],
  attention: [],
  connections: [
    { id: "paytronix", state: "ready", successShare: 0.9999, p95Ms: 120, sparkline: [1, 2] },
    { id: "braze", state: "shadow", successShare: null, p95Ms: null, sparkline: [] },
  ],
};

function setup(answer: object) {
  return capturedHost({ env: { SPINDLE_DATA_DIR: dataDir }, answer: () => Response.json(answer) });
}

test("says that nothing needs a person, and how each connection did in the last hour", async () => {
  const host = setup(quiet);
  expect(await main(["overview"], host)).toBe(exitCodes.ok);
  expect(host.out()).toContain("Nothing needs a person.");
  expect(host.out()).toContain("nothing waits");
  expect(host.out()).toMatch(/paytronix +ready +99\.9 % +120 ms +▄█/);
});

test("shows what needs a person in the order of the answer, and what waits for how long", async () => {
  const since = "2026-11-23T12:00:00.000Z";
  const host = setup({
    ...quiet,
    failures: { ...quiet.failures, dead: { value: 20_000, about: true } },
    oldestUnprocessed: { seconds: 42, since, where: "queued", route: "paytronix.accruePoints" },
    replays: [{ id: "r-1", state: "running", selected: 4, done: 1 }],
    attention: [
      { kind: "circuitOpen", subject: "stripe", since, words: "The vendor does not answer." },
      { kind: "newGroup", subject: "braze.track", since, words: "Card is closed", ids: {} },
    ],
  });
  expect(await main(["overview"], host)).toBe(exitCodes.ok);
  expect(host.out()).toMatch(/circuitOpen +stripe[^]*newGroup +braze\.track/);
  expect(host.out()).toContain("about 20000 dead");
  expect(host.out()).toContain("waits for 42 s on paytronix.accruePoints");
  expect(host.out()).toContain("running, 1 of 4 are over");
});

test("prints the answer as it came with --json", async () => {
  const host = setup(quiet);
  expect(await main(["overview", "--json"], host)).toBe(exitCodes.ok);
  expect(JSON.parse(host.out())).toEqual(quiet);
});
