import type { Logger } from "pino";
import type { CircuitPosition, Gate } from "../delivery/gate.ts";
import { openSharedGate, type ClosableGate } from "../governor/gate.ts";
import { openPauses, type Pauses } from "../governor/pauses.ts";
import { processTime } from "../governor/standings.ts";
import type { Database } from "../postgres/connect.ts";
import { pausedTargets } from "../postgres/pauses.ts";
import { releaseBackoffs } from "../postgres/release-backoffs.ts";
import { postgresStandings } from "../postgres/standings.ts";
import type { Connection, Route } from "../route.ts";
import { repeat } from "./repeat.ts";

/** The gates of a worker, one for each connection, what is paused, and their end. */
export type Governor = {
  readonly gates: ReadonlyMap<string, Gate>;
  readonly pauses: Pauses;
  /** Gives back what this worker holds; to be called when nothing is under way any more. */
  close(): Promise<void>;
};

type GovernorOptions = {
  readonly sql: Database["sql"];
  readonly connections: Iterable<Connection>;
  readonly routes: readonly Route[];
  /** As no other worker was or is called, and as the database knows its connections. */
  readonly worker: string;
  readonly log: Logger;
};

const lookMs = 1_000;
const closeMs = 3_000;

/** Opens the gates of a worker to all connections; what they let through counts together with the other workers' gates. */
export function openGovernor({ sql, connections, routes, worker, log }: GovernorOptions): Governor {
  const standings = postgresStandings(sql);
  const gates = new Map<string, ClosableGate>();
  for (const { id: connection, limits } of connections) {
    const onCircuit = (position: CircuitPosition) => circuitMoved({ sql, connection, routes, log }, position);
    gates.set(
      connection,
      openSharedGate({ connection, limits, worker, standings, time: processTime, onCircuit }),
    );
  }
  const pauses = openPauses();
  const stops = [
    repeat("vendor limits", lookMs, log, () => standings.look()),
    repeat("pauses", lookMs, log, async () => pauses.hear(await pausedTargets(sql))),
  ];
  return {
    gates,
    pauses,
    async close() {
      const ended = [...stops.map((stop) => stop()), ...[...gates.values()].map((gate) => gate.close())];
      const givenBack = Promise.all(ended);
      // Where the database is away, the slots are free when their lease is over.
      const late = new Promise((resolve) => void setTimeout(resolve, closeMs).unref());
      await Promise.race([givenBack, late]);
    },
  };
}

type Moving = {
  readonly sql: Database["sql"];
  readonly connection: string;
  readonly routes: readonly Route[];
  readonly log: Logger;
};

function circuitMoved({ sql, connection, routes, log }: Moving, position: CircuitPosition): void {
  const text = position === "open" ? "vendor is down, consumption pauses" : "vendor is back";
  log.warn({ connection, circuit: position }, text);
  if (position === "open") return;
  const own = routes.filter((route) => route.connection.id === connection).map(({ name }) => name);
  releaseBackoffs(sql, own).catch((error: unknown) =>
    log.warn({ connection, reason: String(error) }, "what waits for the vendor stays until it is due"),
  );
}
