import type { Clock, Memory } from "../delivery/ports.ts";
import type { DeliveryKey } from "../operations/delivery-id.ts";
import type { DryRunStore, StoredDelivery } from "../operations/dry-run-store.ts";
import { intakeRoute, type Route } from "../route.ts";
import { openGuard } from "./guard.ts";
import { hung, judged, madeOf, verdict, withoutAdapter, type LookedUp, type Runnable } from "./judge.ts";
import { inTurn } from "./in-turn.ts";
import { lookUp } from "./look-up.ts";
import { ofIntake, type IntakeParts } from "./of-intake.ts";
import type { DryRun } from "./verdict.ts";

/** Everything that dry runs need. */
export type DryRunParts = IntakeParts & {
  readonly store: DryRunStore;
  readonly memory: Memory;
  readonly routes: readonly Route[];
  readonly clock: Clock;
  /** How long an adapter may think about one message, or about the messages of one turn together. */
  readonly patienceMs?: number;
  /** When it has to end (the clock's time). */
  readonly endMs?: number;
};

/** Runs adapters and contracts of today on stored messages, and sends nothing. */
export type DryRunner = {
  /** In the order of the keys, as many as may be in memory at once; undefined for what time did not suffice. */
  of(keys: readonly DeliveryKey[]): Promise<readonly (DryRun | undefined)[]>;
};

/** A runner for one request of an operator. */
export function openDryRunner(parts: DryRunParts): DryRunner {
  const { store, routes, clock, patienceMs = 250, endMs = Number.POSITIVE_INFINITY } = parts;
  const byName = new Map(routes.map((route) => [route.name, route]));
  const isOver = () => clock.now() >= endMs;
  const guard = openGuard({ patienceMs, isOver });

  const run = async (runnables: readonly Runnable[]): Promise<readonly (DryRun | undefined)[]> => {
    const lookedUp = await lookUp(runnables, parts, guard);
    const items = runnables.map((runnable, at) => ({ ...runnable, lookedUp: lookedUp[at] ?? nothingNeeded }));
    const made = await guard(items, (item) => {
      try {
        return judged(item, madeOf(item, item.lookedUp), item.lookedUp, clock);
      } catch (error) {
        // A path that is an object, a getter that throws: one message's verdict, not the end of all.
        return verdict("threw", `Its adapter gave nothing that can be read: ${String(error)}`);
      }
    });
    return made.map((each) => (each.inTime ? each.value : isOver() ? undefined : hung));
  };

  const one = async (stored: StoredDelivery): Promise<DryRun | Runnable | undefined> => {
    if (isOver()) return undefined;
    if (stored.key.route === intakeRoute && stored.state !== null) return ofIntake(stored, parts, guard);
    const route = byName.get(stored.key.route);
    const known = withoutAdapter(stored, route);
    // as: without a verdict both are there.
    return known ?? ({ stored, route, message: stored.message } as Runnable);
  };

  return {
    async of(keys) {
      const first = await inTurn(await store.read(keys), one);
      const isSmall = (each: DryRun | Runnable | undefined): each is Runnable =>
        each !== undefined && "message" in each && !each.message.stored;
      const small = first.filter(isSmall);
      const ran = new Map((await run(small)).map((dry, at) => [small[at], dry]));
      // Large messages are in memory one at a time.
      return inTurn(first, async (each) => {
        if (!each || !("message" in each)) return each;
        if (ran.has(each) || isOver()) return ran.get(each);
        const message = await store.load(each.message);
        return message ? (await run([{ ...each, message }]))[0] : lost;
      });
    },
  };
}

const nothingNeeded: LookedUp = { facts: { ok: true, facts: {} }, isOlder: false };
const lost = verdict(
  "bodyGone",
  "It was large and stored by itself, and is gone from there. Publish it again.",
);
