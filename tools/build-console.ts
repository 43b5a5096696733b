/** `npm run build`: the files of the console that the admin API serves. */
import { buildConsole } from "./console-build.ts";
import { runTool } from "./run-tool.ts";
import { sayToTerminal } from "./say.ts";

await runTool(async () => {
  await buildConsole({ say: sayToTerminal, evenIfFresh: true });
  return 0;
});
