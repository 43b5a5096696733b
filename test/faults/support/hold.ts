/**
 * An owner of servers in a process of its own, for tests that kill owners: what it starts and the data dir are its
 * arguments; it tells its parent when the servers run, and then waits to be killed.
 */
import { startCluster } from "./cluster.ts";
import { startDatabase } from "./database.ts";

const [what, dataDir = ""] = process.argv.slice(2);
await (what === "cluster" ? startCluster({ dataDir }) : startDatabase({ dataDir }));
process.send?.("runs");
setInterval(() => undefined, 60_000);
