import type { ServersRecord } from "../../tools/servers/record.ts";
import { statOf, treeOf } from "./process-tree.ts";
import type { Sample } from "./sample.ts";

/** Measures what something costs; `stop` says so for each of that many deliveries. */
export type Meter = { stop(deliveries: number): Sample };

/**
 * Starts measuring: elapsed time, and processor time of the clients, of Postgres and of the broker. Without `clients`,
 * which are pids, this process is the client. A server that is not on this machine has no figure.
 */
export function startMeter({ rabbitmq, postgres }: ServersRecord, clients?: readonly number[]): Meter {
  const read = () => ({
    atMs: performance.now(),
    client: clients ? sum(clients.map(ofTree)) : ofThisProcess(),
    postgres: postgres.pid === undefined ? undefined : ofTree(postgres.pid),
    broker: rabbitmq.pid === undefined ? undefined : ofTree(rabbitmq.pid),
  });
  const before = read();
  return {
    stop(deliveries) {
      const after = read();
      const each = (part: "client" | "postgres" | "broker"): number | undefined => {
        const [from, to] = [before[part], after[part]];
        return from === undefined || to === undefined ? undefined : (to - from) / deliveries;
      };
      const [postgresMicros, brokerMicros] = [each("postgres"), each("broker")];
      return {
        perSecond: deliveries / ((after.atMs - before.atMs) / 1_000),
        clientMicros: each("client") ?? 0,
        ...(postgresMicros !== undefined && { postgresMicros }),
        ...(brokerMicros !== undefined && { brokerMicros }),
      };
    },
  };
}

const ofThisProcess = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

/** Linux counts in hundredths of a second (USER_HZ), whatever the kernel's own tick is. */
const tickMicros = 10_000;

/**
 * Of children that have ended their parent holds the sum, so that backends that come and go are not forgotten
 * (proc_pid_stat(5): utime, stime, cutime and cstime are the fields 14 to 17).
 */
const ofTree = (root: number): number =>
  sum(treeOf(root).flatMap((pid) => statOf(pid)?.slice(13, 17).map(Number) ?? [])) * tickMicros;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
