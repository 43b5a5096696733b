import type { Cluster } from "../support/cluster.ts";
import type { Database } from "../support/database.ts";
import type { Logbook } from "./logbook.ts";

/** The servers of a schedule that may hurt them; each hurt is noted, and `heal` ends them all. */
export type Servers = ReturnType<typeof openServers>;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Opens the nemesis of broker and database. */
export function openServers(cluster: Cluster, database: Database, logbook: Logbook) {
  const down = new Set<number>();
  let isDatabaseDown = false;
  const during = async (
    kind: string,
    target: string,
    forMs: number,
    begin: () => unknown,
    end: () => unknown,
  ) => {
    const atMs = Date.now();
    await begin();
    await pause(forMs);
    await end();
    logbook.fault({ kind, target, atMs, untilMs: Date.now() });
  };
  const servers = {
    cluster,
    /** SIGKILL of broker nodes, all at once, and their next start after a while. */
    killNodes: (nodes: readonly number[], forMs: number) =>
      during(
        "kill",
        `broker node ${nodes.join(", ")}`,
        forMs,
        () => {
          for (const n of nodes) down.add(n);
          return Promise.all(nodes.map((n) => cluster.kill(n)));
        },
        async () => {
          await Promise.all(nodes.map((n) => cluster.start(n)));
          for (const n of nodes) down.delete(n);
        },
      ),
    /**
     * SIGSTOP of broker nodes. A node that was taken for gone does not always come back by itself: as an operator would,
     * it is then killed and started.
     */
    freezeNodes: (nodes: readonly number[], forMs: number) =>
      during(
        "freeze",
        `broker node ${nodes.join(", ")}`,
        forMs,
        () => nodes.forEach((n) => cluster.freeze(n)),
        async () => {
          for (const n of nodes) cluster.thaw(n);
          if (forMs < 10_000 || cluster.nodes.length === nodes.length) return;
          for (const n of nodes) {
            await cluster.kill(n);
            await cluster.start(n);
          }
        },
      ),
    alarm: (resource: "disk" | "memory", forMs: number) =>
      during(
        "alarm",
        resource,
        forMs,
        () => cluster.alarm(resource, true),
        () => cluster.alarm(resource, false),
      ),
    async rollBrokers() {
      const atMs = Date.now();
      await cluster.rollingRestart();
      logbook.fault({ kind: "rolling restart", target: "broker nodes", atMs, untilMs: Date.now() });
    },
    killDatabase: (forMs: number) =>
      during(
        "kill",
        "postgres",
        forMs,
        () => {
          isDatabaseDown = true;
          return database.kill();
        },
        async () => {
          await database.start();
          isDatabaseDown = false;
        },
      ),
    freezeDatabase: (forMs: number) =>
      during(
        "freeze",
        "postgres",
        forMs,
        () => database.freeze(),
        () => database.thaw(),
      ),
    async exhaustDatabase(forMs: number) {
      let giveBack = async () => {};
      await during(
        "no connections left",
        "postgres",
        forMs,
        async () => (giveBack = await database.exhaust()),
        () => giveBack(),
      );
    },
    /** What a schedule that failed half-way has left behind. */
    async heal() {
      await Promise.all([...down].map((n) => cluster.start(n)));
      for (const n of cluster.nodes) cluster.thaw(n);
      database.thaw();
      if (isDatabaseDown) await database.start();
    },
  };
  return servers;
}
