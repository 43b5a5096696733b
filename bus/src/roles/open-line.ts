import { randomInt } from "node:crypto";
import type { Logger } from "pino";
import type { Gate } from "../delivery/gate.ts";
import type { ClaimResult, Deferral, Ledger, Settlement } from "../delivery/ledger.ts";
import type { Line } from "../delivery/line.ts";
import type { DeliveryPorts } from "../delivery/ports.ts";
import type { Token } from "../delivery/token.ts";
import { pausable } from "../governor/pausable.ts";
import type { Pauses } from "../governor/pauses.ts";
import { groupCommit } from "../group-commit.ts";
import { persist } from "../persist.ts";
import type { Route } from "../route.ts";

const batchSize = 200;

type LineOptions = {
  readonly route: Route;
  readonly gates: ReadonlyMap<string, Gate>;
  readonly pauses: Pauses;
  readonly ports: DeliveryPorts;
  readonly worker: string;
  readonly patience: Patience;
};

/** How to wait out an outage of our own: what has begun until the worker has stopped, the rest until it is told to. */
export type Patience = {
  readonly log: Logger;
  readonly closing: AbortSignal;
  readonly signal: AbortSignal;
};

/** Puts together what stands around one route. */
export function openLine({ route, gates, pauses, ports, worker, patience }: LineOptions): Line {
  const gate = gates.get(route.connection.id);
  if (!gate) throw new Error(`No gate for connection ${route.connection.id}`);
  const { ledger } = ports;
  return {
    route,
    worker,
    gate: pausable(gate, route.name, pauses),
    ports,
    ...batches(route, ledger, worker, patience),
    claimBatch: batchClaims(route, ledger, worker, patience),
  };
}

/** A new claim: one fence for every try, so that a claim whose answer was lost is found by the next. */
const termsOf = (worker: string, { policy }: Route) => ({
  worker,
  fence: randomInt(2 ** 47),
  leaseMs: policy.leaseMs,
});

/** Claims and settles of a route share commits; while the database is away they wait, and nothing is charged for it. */
function batches(
  route: Route,
  ledger: Ledger,
  worker: string,
  patience: Patience,
): Pick<Line, "claim" | "settle" | "defer"> {
  const claim = groupCommit<Token, ClaimResult>(
    (tokens) => {
      const terms = termsOf(worker, route);
      return persist("claiming", () => ledger.claim(route.name, tokens, terms), {
        log: patience.log,
        signal: patience.closing,
      });
    },
    { max: batchSize },
  );
  const settle = groupCommit<Settlement, boolean>(
    (settlements) => persist("settling", () => ledger.settle(route.name, settlements), patience),
    { max: batchSize },
  );
  const defer = groupCommit<Deferral, void>(
    async (deferrals) => {
      await persist("deferring", () => ledger.defer(route.name, deferrals), patience);
      return deferrals.map(() => undefined);
    },
    { max: batchSize },
  );
  return { claim, settle, defer };
}

/** A call for many deliveries is a batch already. */
function batchClaims(
  route: Route,
  ledger: Ledger,
  worker: string,
  { log, closing }: Patience,
): Line["claimBatch"] {
  return async (tokens, batch) => {
    const terms = termsOf(worker, route);
    const until = { log, signal: closing };
    const claim = () => ledger.claimBatch(route.name, tokens, terms, batch);
    return {
      results: await persist("claiming", claim, until),
      claimRest: (batchId, known) =>
        persist("claiming", () => ledger.claimRest(route.name, batchId, terms, known), until),
    };
  };
}
