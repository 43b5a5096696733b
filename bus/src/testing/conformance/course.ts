import { checkData } from "@spindlebus/contracts";
import type { AnyOperation } from "../../adapter/index.ts";
import type { MemoryDelivery } from "../memory/memory-ledger.ts";
import type { Effect } from "../simulator/effects.ts";
import type { Fault } from "./checks.ts";
import { openWorld, operationOf, type Subject, type World } from "./world.ts";

/** How an operation goes when nothing goes wrong. */
export type Course = {
  /** Counted as {@link effectsIn} counts. */
  readonly effects: number;
  readonly idempotency: AnyOperation["idempotency"];
  readonly requests: number;
  readonly reference: string | undefined;
  /** How many messages it begets, and how many facts it remembers. */
  readonly emitted: number;
  readonly facts: number;
};

/** Examines one operation in a world of its own, in which all that comes before it has happened. */
export async function inWorld<Result>(
  subject: Subject,
  operation: string,
  examine: (world: World) => Promise<Result>,
): Promise<Result> {
  const world = await openWorld(subject);
  try {
    await world.prepare(operation);
    return await examine(world);
  } finally {
    await world.close();
  }
}

/** Lets an operation go well; undefined where it does not. */
export function undisturbed(subject: Subject, operation: string, fault: Fault): Promise<Course | undefined> {
  const { idempotency } = operationOf(subject.adapter, operation);
  const expected = subject.fixtures.operations?.[operation]?.effects ?? 1;
  return inWorld(subject, operation, async (world) => {
    const { harness } = world;
    let requests = 0;
    world.stand((_request, send) => {
      requests += 1;
      return send();
    });
    const facts = harness.ledger.facts.length;
    const delivery = await world.settle(operation, await world.deliver(operation));
    const effects = await world.effects();
    if (delivery.state !== "applied") {
      fault(`its message is ${stateOf(delivery)}, not applied`);
      return undefined;
    }
    if (effects.length !== expected)
      fault(`it has ${effects.length} effects at the simulator, not ${expected}`);
    checkEmitted(world, fault);
    return {
      effects: distinct(effects, idempotency),
      idempotency,
      requests,
      reference: delivery.vendorReference,
      emitted: emittedIn(world),
      facts: harness.ledger.facts.length - facts,
    };
  });
}

/** All that the operation begot fits its contracts. */
export function checkEmitted({ harness, emittedBefore }: World, fault: Fault): void {
  for (const { contract, data } of harness.emitted.slice(emittedBefore())) {
    const checked = checkData(contract, data);
    if (checked.ok) continue;
    const where = checked.problem.errors?.map(({ pointer, detail }) => `${pointer} ${detail}`).join("; ");
    fault(`it emits an invalid ${contract.type}: ${where ?? checked.problem.detail}`);
  }
}

/** How many messages the operation begot. */
export const emittedIn = ({ harness, emittedBefore }: World): number =>
  harness.emitted.length - emittedBefore();

/** How many effects the operation had. */
export const effectsIn = async (
  world: World,
  { idempotency }: Pick<Course, "idempotency">,
): Promise<number> => distinct(await world.effects(), idempotency);

/** A state that is set again to the same is one effect, however often the simulator counts it. */
const distinct = (effects: readonly Effect[], idempotency: AnyOperation["idempotency"]): number =>
  idempotency === "natural"
    ? new Set(effects.map(({ operation, reference }) => `${operation} ${reference}`)).size
    : effects.length;

/** What was done by a try whose answer was lost may be found done by the next. */
export const isDone = ({ state }: MemoryDelivery): boolean => state === "applied" || state === "unchanged";

/** A delivery's state in words for an author. */
export const stateOf = ({ state, error, reason }: MemoryDelivery): string =>
  [state, error?.code, error?.message ?? reason].filter((part) => part !== undefined).join(": ");
