/** `npm run test:faults`: every schedule of the fault suite, or those that `--only` names, on servers of its own. */
import { randomInt } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { runTool } from "../../tools/run-tool.ts";
import { sayToTerminal } from "../../tools/say.ts";
import { rabbitmq4 } from "../../tools/servers/rabbitmq-4.ts";
import { ownGround } from "./run/ground.ts";
import { isGreen, play, type Ended } from "./run/scenario.ts";
import { lineOf, sumOf } from "./run/summary.ts";
import { scenarios } from "./scenarios/all.ts";

const { values } = parseArgs({
  options: {
    /** Names, or beginnings of names, separated by commas. */
    only: { type: "string", default: "" },
    /** What a schedule draws from; another for each round. */
    seed: { type: "string" },
    rounds: { type: "string", default: "1" },
    nodes: { type: "string", default: "3" },
    /** 3: the machine's RabbitMQ; 4: RabbitMQ 4 in a userland of its own, as one node. */
    broker: { type: "string", default: "3" },
    json: { type: "string" },
    list: { type: "boolean", default: false },
  },
});

const wanted = values.only.split(",");
const chosen = scenarios.filter(({ name }) => wanted.some((only) => name.startsWith(only)));
const firstSeed = Number(values.seed ?? randomInt(1_000_000));

/** Schedules that ended with an error of their own. */
let unplayed = 0;

await runTool(async () => {
  if (values.list) {
    for (const { name, rule } of chosen) sayToTerminal(`${name}: ${rule}`);
    return 0;
  }
  if (chosen.length === 0) throw new Error(`no schedule is called "${values.only}"; see --list`);
  const ended = await playAll();
  sayToTerminal(JSON.stringify(sumOf(ended)));
  if (values.json !== undefined)
    writeFileSync(values.json, `${JSON.stringify({ sum: sumOf(ended), ended })}\n`);
  return unplayed > 0 || !ended.every(isGreen) ? 1 : 0;
});

async function playAll(): Promise<readonly Ended[]> {
  const dataDir = mkdtempSync(join(tmpdir(), "spindle-faults-"));
  const isFour = values.broker === "4";
  const programs = isFour ? await rabbitmq4(sayToTerminal) : undefined;
  const ground = await ownGround({ dataDir, nodes: isFour ? 1 : Number(values.nodes), programs });
  const ended: Ended[] = [];
  try {
    for (let round = 0; round < Number(values.rounds); round += 1) {
      for (const scenario of chosen) {
        const seed = firstSeed + round;
        const directory = resolve(".spindle-faults", `${scenario.name}-${seed}`);
        rmSync(directory, { recursive: true, force: true });
        mkdirSync(directory, { recursive: true });
        const one = await play(scenario, { ground, seed, directory }).catch((error: unknown) => {
          sayToTerminal(`BAD ${scenario.name} --seed ${seed} could not be played: ${String(error)}`);
        });
        unplayed += one ? 0 : 1;
        if (!one) continue;
        ended.push(one);
        sayToTerminal(lineOf(one));
        // What came out well needs no evidence.
        if (isGreen(one)) rmSync(directory, { recursive: true, force: true });
      }
    }
  } finally {
    await ground.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
  return ended;
}
