/** `npm run test:browser`: the browser tests in their long form, and what the console weighs, on servers of their own. */
import { resolve } from "node:path";
import { runTests } from "./run-tests.ts";
import { runTool } from "./run-tool.ts";

await runTool(() => {
  process.env["BROWSER_FORM"] = "long";
  const given = process.argv.slice(2);
  return runTests({
    dataDir: resolve(".spindle-test-browser"),
    args: ["--project", "integration", ...(given.length > 0 ? given : ["test/browser"])],
  });
});
