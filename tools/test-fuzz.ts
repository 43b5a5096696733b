/**
 * `npm run test:fuzz -- --runs N [--seed S]`: the fuzz tests of the ways in, with that many random inputs by HTTP and a
 * tenth of it by AMQP, on servers of their own.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { runTests } from "./run-tests.ts";
import { runTool } from "./run-tool.ts";

await runTool(() => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { runs: { type: "string", default: "20000" }, seed: { type: "string" } },
  });
  for (const [name, value] of Object.entries(values))
    if (!/^\d+$/.test(value)) throw new Error(`--${name} takes a whole number, not "${value}"`);
  process.env["FUZZ_RUNS"] = values.runs;
  if (values.seed !== undefined) process.env["FUZZ_SEED"] = values.seed;
  const files = positionals.length > 0 ? positionals : ["test/integration/fuzz"];
  return runTests({
    dataDir: resolve(".spindle-test-fuzz"),
    args: ["--project", "integration", ...files],
  });
});
