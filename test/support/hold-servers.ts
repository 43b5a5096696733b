/**
 * An owner of servers in a process of its own, for tests that kill owners: acquires the servers of the data dir that
 * is its argument, tells its parent what was said meanwhile, and releases them on SIGTERM.
 */
import { acquireServers } from "../../tools/servers/acquire.ts";

const [dataDir = ""] = process.argv.slice(2);
const lines: string[] = [];
const say = (line: string) => void lines.push(line);
try {
  const servers = await acquireServers({ dataDir, say, environment: { PATH: process.env["PATH"] } });
  process.on("SIGTERM", () => void servers.release().then(() => process.exit(0)));
} catch (error) {
  lines.push(String(error));
  process.exitCode = 1;
}
process.send?.(lines);
if (process.exitCode === undefined) setInterval(() => {}, 60_000);
else process.disconnect();
