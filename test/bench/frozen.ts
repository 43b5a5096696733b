import type { ServersRecord } from "../../tools/servers/record.ts";
import { treeOf } from "./process-tree.ts";

/** Runs something while every process of Postgres is stopped, as on a host that hangs; then they go on. */
export async function frozen<T>({ postgres }: ServersRecord, work: () => Promise<T>): Promise<T> {
  if (postgres.pid === undefined) throw new Error("Only a Postgres of the benchmark's own can be frozen.");
  const pids = treeOf(postgres.pid);
  for (const pid of pids) process.kill(pid, "SIGSTOP");
  try {
    return await work();
  } finally {
    for (const pid of pids) process.kill(pid, "SIGCONT");
  }
}
