import type { Fact } from "../adapter/index.ts";
import type { Memory } from "../delivery/ports.ts";
import type { DryRunStore } from "../operations/dry-run-store.ts";
import type { Guard } from "./guard.ts";
import { inTurn } from "./in-turn.ts";
import type { LookedUp, Runnable } from "./judge.ts";
import { factsFor, mayNeed, needsOf, type Needs } from "./needs.ts";

/** What adapters need beside the messages themselves, in their order; nothing where none of them needs anything. */
export async function lookUp(
  runnables: readonly Runnable[],
  { memory, store }: { readonly memory: Memory; readonly store: DryRunStore },
  guard: Guard,
): Promise<readonly LookedUp[]> {
  const needy = runnables.filter(({ route }) => mayNeed(route));
  if (needy.length === 0) return [];
  const needs = new Map<Runnable, Needs>();
  for (const [at, each] of (await guard(needy, ({ route, message }) => needsOf(route, message))).entries()) {
    const runnable = needy[at];
    if (runnable && each.inTime) needs.set(runnable, each.value);
  }
  const asking = needy.flatMap((each) => needs.get(each)?.ask ?? []);
  const older = new Map((await store.areOlder(asking)).map((is, at) => [asking[at], is]));
  const known = await knownFacts(needs, store);
  return inTurn(runnables, async (each) => {
    const { recalls, ask } = needs.get(each) ?? { recalls: {} };
    const lookup = {
      connection: each.route.connection.id,
      known: known.get(each) ?? new Map<string, Fact>(),
      memory,
    };
    const facts = await factsFor(recalls, lookup);
    return { facts, isOlder: (ask && older.get(ask)) ?? false };
  });
}

/** What is remembered for each, by the names that its adapter gives it. */
async function knownFacts(
  needs: ReadonlyMap<Runnable, Needs>,
  store: Pick<DryRunStore, "facts">,
): Promise<ReadonlyMap<Runnable, ReadonlyMap<string, Fact>>> {
  const asks = [...needs].flatMap(([runnable, { recalls }]) =>
    Object.entries(recalls).map(([name, recall]) => ({
      runnable,
      name,
      connection: runnable.route.connection.id,
      recall,
    })),
  );
  const known = new Map<Runnable, Map<string, Fact>>();
  for (const [at, fact] of (await store.facts(asks)).entries()) {
    const ask = asks[at];
    if (!ask || !fact) continue;
    known.set(ask.runnable, (known.get(ask.runnable) ?? new Map<string, Fact>()).set(ask.name, fact));
  }
  return known;
}
