import type { Publication } from "@spindlebus/contracts";
import type { Gate } from "../../delivery/gate.ts";
import { lifeOf } from "../../delivery/life.ts";
import type { Line } from "../../delivery/line.ts";
import type { Clock, Vendor } from "../../delivery/ports.ts";
import type { Token } from "../../delivery/token.ts";
import { openBench, type Bench } from "./bench.ts";

/** What may befall a worker on its way. */
export const accidents = [
  "none",
  "diesBeforeSend",
  "diesAfterSend",
  "diesBeforeSettle",
  "diesAfterSettle",
  "stalls",
] as const;
export type Accident = (typeof accidents)[number];

/** A worker that dies tells nobody. */
class Died extends Error {}

type WorldOptions<SomeVendor extends Vendor> = {
  readonly operation: string;
  /** The vendor needs the world's clock. */
  readonly vendor: (clock: Clock) => SomeVendor;
  /** How long a delivery in doubt must be left alone. */
  readonly quietMs: number;
  /** Runs something that waits for timers of the delivery itself. */
  readonly letTimersRun: () => Promise<void>;
  /** Sees each result message at the moment it is told. */
  readonly onTold?: (message: Publication) => void;
};

/** One route with its vendor, a broker that keeps tokens until they are acked, a scheduler and a sweeper: all in memory. */
export type World<SomeVendor> = Pick<Bench, "clock" | "ledger" | "route" | "told"> & {
  readonly vendor: SomeVendor;
  readonly unacked: readonly Token[];
  /** Every token that ever was. */
  readonly ever: readonly Token[];
  readonly publish: (token: Token) => void;
  /** Time passes; sweeper and scheduler do their round. */
  readonly pass: (ms: number, tokensLost?: boolean) => void;
  /** Works on tokens; what is done is acked. */
  readonly take: (tokens: readonly Token[], accident?: Accident, dawdleMs?: number) => Promise<void>;
  /** When a delivery last failed; milliseconds. */
  readonly failedAtMs: ReadonlyMap<string, number>;
};

const everybody: Gate = {
  circuit: "closed",
  admit: async (work) => ({ kind: "done", value: (await work()).value }),
};
const forever = new AbortController().signal;

export function openWorld<SomeVendor extends Vendor>(options: WorldOptions<SomeVendor>): World<SomeVendor> {
  const { operation, quietMs, letTimersRun } = options;
  const vendors: SomeVendor[] = [];
  const bench = openBench({
    operation,
    gate: everybody,
    ...(options.onTold && { onTold: options.onTold }),
    // Made below: it needs the clock that is made here.
    vendor: { send: (...request) => (vendors[0] as SomeVendor).send(...request) },
  });
  const { clock, ledger, line, route, told } = bench;
  const vendor = options.vendor(clock);
  vendors.push(vendor);
  const unacked: Token[] = [];
  const ever: Token[] = [];
  const failedAtMs = new Map<string, number>();

  const sweep = () => {
    ledger.returnExpired(quietMs);
    for (const delivery of ledger.deliveries.values()) {
      const { state, messageId } = delivery;
      const sent = unacked.some(({ envelope, retry }) => retry && envelope.id === messageId);
      if (state !== "queued" || sent) continue;
      delivery.state = "waiting";
      delivery.nextAttemptAtMs = clock.now();
    }
  };
  const schedule = (tokensLost: boolean) => {
    const tokens = ledger.takeDue(route.name);
    ever.push(...tokens);
    if (!tokensLost) unacked.push(...tokens);
  };
  const unlucky = (tokens: readonly Token[], accident: Accident, dawdleMs: number): Line => {
    const { claim, claimBatch, ports, settle } = line;
    const dawdle = <T>(result: T): T => {
      clock.advance(dawdleMs);
      return result;
    };
    const quarantined = tokens.some(
      ({ envelope }) => ledger.deliveries.get(`${envelope.id}:${route.name}`)?.suspect,
    );
    return {
      ...line,
      quarantined,
      claim: async (token) => dawdle(await claim(token)),
      claimBatch: async (...batch) => dawdle(await claimBatch(...batch)),
      ports: {
        ...ports,
        vendor: {
          send: async (...request) => {
            if (accident === "diesBeforeSend") throw new Died();
            const answer = await ports.vendor.send(...request);
            if (accident === "diesAfterSend") throw new Died();
            return answer;
          },
        },
      },
      settle: async (settlement) => {
        if (accident === "diesBeforeSettle") throw new Died();
        if (accident === "stalls") {
          // Somebody else takes over before the stalled worker comes to its settle.
          clock.advance(route.policy.leaseMs + 1);
          sweep();
          await take([settlement.token]);
        }
        const written = await settle(settlement);
        if (written && settlement.transition.error) failedAtMs.set(settlement.token.envelope.id, clock.now());
        if (accident === "diesAfterSettle") throw new Died();
        return written;
      },
    };
  };
  const take = async (tokens: readonly Token[], accident: Accident = "none", dawdleMs = 0) => {
    const life = lifeOf(unlucky(tokens, accident, dawdleMs));
    const working = Promise.all(
      tokens.map(async (token) => {
        const done = await life(token, forever).then(({ kind }) => kind === "done", survive);
        const index = unacked.indexOf(token);
        if (done && index >= 0) unacked.splice(index, 1);
      }),
    );
    await letTimersRun();
    await working;
  };

  return {
    clock,
    ledger,
    route,
    told,
    vendor,
    unacked,
    ever,
    failedAtMs,
    publish(token) {
      unacked.push(token);
      ever.push(token);
    },
    pass(ms, tokensLost = false) {
      clock.advance(ms);
      sweep();
      schedule(tokensLost);
    },
    take,
  };
}

function survive(error: unknown): boolean {
  if (error instanceof Died) return false;
  throw error;
}
