/** `npm test`: every test, with servers of their own. Arguments go to Vitest. */
import { resolve } from "node:path";
import { runTests } from "./run-tests.ts";
import { runTool } from "./run-tool.ts";

await runTool(() =>
  runTests({
    dataDir: resolve(process.env["SPINDLE_TEST_DATA_DIR"] || ".spindle-test"),
    args: process.argv.slice(2),
  }),
);
