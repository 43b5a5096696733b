import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { servers } from "../../support/servers.ts";
import { sharedGround } from "../run/ground.ts";
import { play } from "../run/scenario.ts";
import { killAtEveryStep } from "../scenarios/failpoints.ts";

/** The short version of the fault suite: the schedules that need no servers of their own. */
const directory = mkdtempSync(join(tmpdir(), "spindle-steps-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test.each([killAtEveryStep])("$rule", { timeout: 240_000 }, async (scenario) => {
  const ended = await play(scenario, { ground: sharedGround(servers()), seed: 1, directory });
  expect(ended.text).toBe("");
  expect(ended.rested).toBe(true);
  expect(ended.complaints).toEqual([]);
});
