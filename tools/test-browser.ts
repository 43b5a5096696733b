/** `npm run test:browser`: the browser tests in their long form, and what the console weighs, on servers of their own. */
import { resolve } from "node:path";
import { runTests } from "./run-tests.ts";
import { runTool } from "./run-tool.ts";

await runTool(() => {
  process.env["BROWSER_FORM"] = "long";
  const given = process.argv.slice(2);
  return runTests({
    dataDir: resolve(".spindle-test-browser"),
    // One file at a time: what fills a database with a million failures slows every other, and what is measured is measured alone.
    args: ["--project", "integration", "--maxWorkers=1", ...(given.length > 0 ? given : ["test/browser"])],
  });
});
