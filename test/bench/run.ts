/** `npm run bench`: the bus beside its yardsticks, on the same servers, in one run. */
import { parseArgs } from "node:util";
import { sayToTerminal } from "../../tools/say.ts";
import { acquireServers } from "../../tools/servers/acquire.ts";
import { measures, type MeasureName } from "./measures.ts";
import { figureRows, tables, targetRows } from "./report.ts";
import { runRounds } from "./rounds.ts";
import type { Sizes } from "./sample.ts";

const { values } = parseArgs({
  options: {
    measures: { type: "string", default: Object.keys(measures).join(",") },
    rounds: { type: "string", default: "5" },
    messages: { type: "string", default: "20000" },
    "lane-keys": { type: "string", default: "10000" },
    requests: { type: "string", default: "10000" },
    rate: { type: "string", default: "500" },
    "rate-seconds": { type: "string", default: "10" },
    waiting: { type: "string", default: "500000" },
    "frozen-seconds": { type: "string", default: "60" },
    "ledger-rows": { type: "string", default: "500000" },
    replayed: { type: "string", default: "100000" },
    failures: { type: "string", default: "1000000" },
    "data-dir": { type: "string", default: ".spindle-bench" },
    json: { type: "boolean", default: false },
  },
});

const sizes: Sizes = {
  messages: Number(values.messages),
  laneKeys: Number(values["lane-keys"]),
  requests: Number(values.requests),
  rate: Number(values.rate),
  rateSeconds: Number(values["rate-seconds"]),
  waiting: Number(values.waiting),
  frozenSeconds: Number(values["frozen-seconds"]),
  ledgerRows: Number(values["ledger-rows"]),
  replayed: Number(values.replayed),
  failures: Number(values.failures),
};
const names = values.measures.split(",").map(known);
const rounds = Number(values.rounds);

const servers = await acquireServers({ dataDir: values["data-dir"], say: sayToTerminal });
try {
  const results = await runRounds({ names, rounds, sizes, servers, say: sayToTerminal });
  if (values.json) {
    const report = {
      sizes,
      rounds,
      samples: results,
      figures: figureRows(results),
      targets: targetRows(results),
    };
    process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
  } else for (const table of tables(results)) console.table(table);
} finally {
  await servers.release();
}

function known(name: string): MeasureName {
  if (Object.hasOwn(measures, name)) return name as MeasureName;
  throw new Error(`There is no measure "${name}"; there are ${Object.keys(measures).join(", ")}.`);
}
