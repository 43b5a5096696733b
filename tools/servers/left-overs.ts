import type { Say } from "../say.ts";
import { stopLeftOverCluster } from "./postgres-cluster.ts";
import { stopLeftOverNode } from "./rabbitmq-node.ts";

/** Stops the servers of a data dir whose guard was killed, so that nobody holds them any more. */
export async function stopLeftOvers(dataDir: string, say: Say): Promise<void> {
  await Promise.all([stopLeftOverNode(dataDir, say), stopLeftOverCluster(dataDir, say)]);
}
