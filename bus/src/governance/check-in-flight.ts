import { loaded, type BodyReader } from "../bodies/bodies.ts";
import { settledStates } from "../delivery/states.ts";
import type { InFlightDelivery, InFlightMessage, OpenLedger, Standing } from "./in-flight.ts";
import type { Judge } from "./judge.ts";
import { openTally, type MisfitGroup, type MisfitTally } from "./tally.ts";

/** A message of the journal, with the routes that were decided for it. */
export type JournalledMessage = Omit<InFlightMessage, "deliveries"> & { readonly routes: readonly string[] };

type Checking = {
  readonly ledger: OpenLedger;
  /** The last messages that were published, in batches; what waits in a queue only is among them. */
  readonly journal?: AsyncIterable<readonly JournalledMessage[]>;
  readonly judge: Judge;
  /** Where the bytes are that are too long to travel. */
  readonly bodies: BodyReader;
  readonly onProgress?: (read: number) => void;
};

/** What was looked at, and what of it does not fit. */
export type InFlightReport = {
  readonly deliveries: number;
  readonly journalled: number;
  readonly groups: readonly MisfitGroup[];
};

/**
 * What a configuration would do to what is in flight: every open delivery of the ledger, and the last messages of the
 * journal. One page is in memory at a time, and one group for each reason.
 */
export async function checkInFlight(checking: Checking): Promise<InFlightReport> {
  const tally = openTally();
  const deliveries = await checkLedger(checking, tally);
  const journalled = await checkJournal(checking, tally);
  return { deliveries, journalled, groups: tally.groups() };
}

async function checkLedger(
  { ledger, judge, bodies, onProgress }: Checking,
  tally: MisfitTally,
): Promise<number> {
  let read = 0;
  for await (const page of ledger.pages()) {
    for (const message of page) {
      countDeliveries(await loaded(message, bodies), judge, tally);
      read += message.deliveries.length;
    }
    onProgress?.(read);
  }
  return read;
}

function countDeliveries(message: InFlightMessage, judge: Judge, tally: MisfitTally): void {
  const { id, type } = message;
  for (const { route, state, code } of message.deliveries) {
    const objection = judge.onRoute(message, route);
    if (!objection) continue;
    const effect = state === "blocked" && isMisfit(code) ? "blocked" : "breaks";
    tally.count({ id, type, route, state, effect, ...objection });
  }
}

/** Of a delivery that is blocked for what its message says: no new contract breaks it. */
const isMisfit = (code: string | null | undefined): boolean =>
  ["contract", "upcast", "notJson", "bodyGone", "routeGone"].includes(code ?? "");

async function checkJournal(
  { ledger, journal, judge, bodies }: Checking,
  tally: MisfitTally,
): Promise<number> {
  let read = 0;
  for await (const batch of journal ?? []) {
    const standings = await ledger.standings(batch.map(({ id }) => id));
    for (const message of batch) {
      const deliveries = onlyHere(message, standings.get(message.id));
      // The bytes of a settled message may be gone, which is nothing to object to.
      if (message.stored && deliveries.length === 0) continue;
      const whole = await loaded({ ...message, deliveries }, bodies);
      countDeliveries(whole, judge, tally);
      const refusal = judge.atIntake(whole);
      const { id, type } = message;
      if (refusal) tally.count({ id, type, route: null, state: "published", effect: "refuses", ...refusal });
    }
    read += batch.length;
  }
  return read;
}

/** The open deliveries of a message that the ledger has not shown: those that only a queue, or a worker, has the bytes of. */
function onlyHere(
  { routes }: JournalledMessage,
  standings: ReadonlyMap<string, Standing> | undefined,
): readonly InFlightDelivery[] {
  return routes.flatMap((route) => {
    const standing = standings?.get(route);
    if (!standing) return [{ route, state: "pending" }];
    const isShown = standing.stored || settled.has(standing.state);
    return isShown ? [] : [{ route, state: standing.state }];
  });
}

const settled: ReadonlySet<string> = new Set(settledStates);
