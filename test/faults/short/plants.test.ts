import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { servers } from "../../support/servers.ts";
import { sharedGround } from "../run/ground.ts";
import { play } from "../run/scenario.ts";
import { directed, withPlant } from "../scenarios/planted.ts";

/** A checker that was never seen red proves nothing. */
const directory = mkdtempSync(join(tmpdir(), "spindle-plants-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const planted = directed.flatMap((scenario) => scenario.plants.map((plant) => ({ scenario, plant })));

describe.concurrent("the checker turns red on a planted bug", () => {
  // A machine that is busy with something else may let a bug pass once: what it breaks is a matter of who is faster.
  test.each(planted)(
    "$plant: $scenario.verdict",
    { timeout: 300_000, retry: 1 },
    async ({ scenario, plant }) => {
      const ended = await play(withPlant(scenario, plant), {
        ground: sharedGround(servers()),
        seed: 1,
        directory: mkdtempSync(join(directory, `${plant}-`)),
      });
      expect(ended.text).toContain(`${scenario.verdict}: `);
    },
  );
});
