import type { Fault } from "./checks.ts";
import { checkEmitted, effectsIn, emittedIn, isDone, stateOf, type Course } from "./course.ts";
import { withRetryAfter } from "./strikes.ts";
import type { Subject, World } from "./world.ts";

/** One operation in a world in which something is about to go wrong. */
export type Case = { readonly world: World; readonly operation: string; readonly course: Course };

/**
 * However it went wrong: what is declared idempotent is done exactly once and tells what it would have told; what is not
 * asks a person instead of doing it twice.
 */
export async function onceOnly({ world, operation, course }: Case, fault: Fault): Promise<void> {
  const delivery = await world.settle(operation, await world.deliver(operation));
  const effects = await effectsIn(world, course);
  if (course.idempotency === "none" && course.effects > 0) {
    const { state } = delivery;
    if (state !== "inDoubt" && state !== "applied")
      fault(`it is ${stateOf(delivery)}, neither in doubt nor applied`);
    if (effects > course.effects) fault(`it is done ${effects} times`);
    return;
  }
  if (!isDone(delivery)) fault(`it is ${stateOf(delivery)}, not applied, when all is over`);
  if (effects !== course.effects) fault(`it has ${effects} effects, not ${course.effects}`);
  const emitted = emittedIn(world);
  if (isDone(delivery) && emitted !== course.emitted)
    fault(`it begets ${emitted} messages, and ${course.emitted} when nothing goes wrong`);
}

/** Nobody answers: it waits, and is done when that is over. */
export async function throughOutage({ world, operation, course }: Case, fault: Fault): Promise<void> {
  await world.control.putFault({ kind: "outage" });
  const delivery = await world.deliver(operation);
  if (delivery.state !== "waiting")
    fault(`it is ${stateOf(delivery)} while nobody answers, and does not wait`);
  await world.control.putFault({ kind: "none" });
  await doneAtLast({ world, operation, course }, delivery, fault);
}

/** It waits as long as the vendor asks, and pays no attempt for it. */
export async function throughRateLimit({ world, operation, course }: Case, fault: Fault): Promise<void> {
  await world.control.putFault({ kind: "rateLimit", count: 1 });
  let askedMs = 1_000;
  world.stand(withRetryAfter(17, () => (askedMs = 17_000)));
  const delivery = await world.deliver(operation);
  const waits = (delivery.nextAttemptAtMs ?? 0) - world.nowMs();
  if (delivery.state !== "waiting") fault(`it is ${stateOf(delivery)}, and does not wait`);
  else if (waits < askedMs) fault(`it waits ${waits} ms, and was asked to wait ${askedMs}`);
  if (delivery.attempts > 0) fault("it costs an attempt");
  await doneAtLast({ world, operation, course }, delivery, fault);
}

async function doneAtLast(
  { world, operation, course }: Case,
  delivery: Awaited<ReturnType<World["deliver"]>>,
  fault: Fault,
): Promise<void> {
  const settled = await world.settle(operation, delivery);
  const effects = await effectsIn(world, course);
  if (!isDone(settled) || effects !== course.effects)
    fault(`it is ${stateOf(settled)} with ${effects} effects, not ${course.effects}, when it is over`);
}

/** A token that expired is replaced at once; of a key that is wrong a person is told, and no message is lost. */
export async function unauthorized(
  { adapter }: Subject,
  { world, operation, course }: Case,
  step: number,
  fault: Fault,
): Promise<void> {
  await world.control.putFault({ kind: "unauthorized", count: 1, ...(step > 1 && { after: step - 1 }) });
  const delivery = await world.deliver(operation);
  const { length } = (await world.control.requests()).filter(({ answered }) => answered === 401);
  // Requests that stand for nothing at the simulator are not refused.
  if (step > 1 && length === 0) return;
  if (adapter.authorize.token !== undefined) {
    const effects = await effectsIn(world, course);
    if (delivery.state !== "applied" || effects !== course.effects)
      fault(`after an expired token it is ${stateOf(delivery)} with ${effects} effects`);
    return;
  }
  if (delivery.state !== "blocked")
    fault(`a 401 makes it ${stateOf(delivery)}; blocked, with what to mend, is what loses nothing`);
  else await mended({ world, operation, course }, fault);
}

/** Somebody has put in the right key, and replays. */
async function mended({ world, operation, course }: Case, fault: Fault): Promise<void> {
  if (course.idempotency === "none" && (await effectsIn(world, course)) > 0) return;
  const replayed = await world.settle(operation, await world.replay(operation));
  const effects = await effectsIn(world, course);
  if (!isDone(replayed) || effects !== course.effects)
    fault(
      `it is ${stateOf(replayed)} with ${effects} effects, not ${course.effects}, when the key is mended`,
    );
}

/**
 * The vendor's no is final, has its code, and leaves nothing behind. What it tells fits its contracts, and is the same when
 * the delivery is replayed and refused again: under one id, the first stands.
 */
export async function refusedByVendor({ world, operation, course }: Case, fault: Fault): Promise<void> {
  await world.control.putFault({ kind: "reject" });
  const delivery = await world.settle(operation, await world.deliver(operation));
  if (!["dead", "unchanged", "blocked"].includes(delivery.state))
    fault(`it is ${stateOf(delivery)}; a refusal is dead, with the vendor's code`);
  if (delivery.state === "dead" && !delivery.error?.code) fault("it is dead without a code");
  checkEmitted(world, fault);
  if (delivery.state === "dead") await refusedAgain(world, operation, fault);
  if ((await effectsIn(world, course)) > 0) fault("it has an effect");
}

async function refusedAgain(world: World, operation: string, fault: Fault): Promise<void> {
  const first = world.harness.emitted.slice(world.emittedBefore());
  const replayed = await world.settle(operation, await world.replay(operation));
  const again = world.harness.emitted.slice(world.emittedBefore() + first.length);
  if (replayed.state !== "dead") fault(`it is ${stateOf(replayed)} when it is replayed and refused again`);
  if (told(again) !== told(first)) fault("it tells something else when it is replayed and refused again");
}

/** What is told, but for the time of the telling. */
const told = (emissions: World["harness"]["emitted"]): string =>
  JSON.stringify(
    emissions.map(({ contract: { type }, data }) => [type, { ...(data as object), occurredAt: undefined }]),
  );

/** What is repeated because that is harmless makes nothing new: the vendor calls it what it called it before. */
export function sameAgain(
  { world: { harness } }: Case,
  lost: string | undefined,
  last: string | undefined,
  fault: Fault,
): void {
  const reference = [...harness.ledger.deliveries.values()].at(-1)?.vendorReference;
  // An empty answer calls it nothing, and a reference of the adapter's own is in none.
  const isNamed = lost !== undefined && lost.length > emptyObject.length;
  if (isNamed && reference !== undefined && last?.includes(reference) && !lost.includes(reference))
    fault(
      `to repeat it is not harmless: it is ${reference} then, and was something else in the answer that was lost`,
    );
}

const emptyObject = "{}";

/** A probe that finds it done tells what the answer would have told. */
export function probeTold({ world: { harness }, course }: Case, fault: Fault): void {
  const last = [...harness.ledger.deliveries.values()].at(-1);
  if (last?.vendorReference === undefined && course.reference !== undefined)
    fault("the probe finds no vendor reference, and the answer had one");
  if (harness.ledger.facts.length < course.facts) fault("the probe remembers fewer facts than the answer");
}
