import type { AnyOperation } from "../../adapter/index.ts";
import type { MemoryDelivery } from "../memory/memory-ledger.ts";
import type { Checks, Fault } from "./checks.ts";
import { isDone, stateOf } from "./course.ts";
import { openWorld, operationOf, type Subject, type World } from "./world.ts";

const inBatch = 4;

/** Of a batched operation: many at once are each done once, and what the answer does not mention is in doubt. */
export async function checkBatch(subject: Subject, name: string, checks: Checks): Promise<void> {
  const operation = operationOf(subject.adapter, name);
  if (!operation.batch) return;
  for (const [check, mentioned, cut] of [
    ["partial batch, none answered", 0, () => ({})],
    ["partial batch, half answered", inBatch / 2, halved],
  ] as const)
    await checks.run("silver", check, name, async (fault) => {
      const world = await openWorld(subject);
      try {
        await world.prepare(name);
        await answeredInPart({ world, operation, name, mentioned, cut }, fault);
      } finally {
        await world.close();
      }
    });
}

type Cut = {
  readonly world: World;
  readonly operation: AnyOperation;
  readonly name: string;
  /** How many of the items the answer speaks of. */
  readonly mentioned: number;
  readonly cut: (json: unknown) => unknown;
};

/** All of it is done, and the vendor says so of some only. */
async function answeredInPart({ world, operation, name, mentioned, cut }: Cut, fault: Fault): Promise<void> {
  let names = false;
  world.stand(async (_request, send) => {
    const answer = await send();
    if (answer.kind !== "answered") return answer;
    const json = cut(answer.response.json);
    names = JSON.stringify(json) !== JSON.stringify(answer.response.json);
    return { kind: "answered", response: { ...answer.response, body: JSON.stringify(json), json } };
  });
  const datas = copiesOf(operation, world.message(name), inBatch);
  const deliveries = await world.harness.deliverAll(name, operation.on, datas);
  for (const { state } of deliveries)
    if (state === "dead" || state === "blocked")
      fault(`an item that the answer does not mention is ${state}, not in doubt`);
  const applied = deliveries.filter(isDone).length;
  // An answer that speaks of all items as one has nothing that could be missing.
  if (names && applied > mentioned)
    fault(`of ${inBatch} items the answer mentions ${mentioned}, and ${applied} are applied`);
  world.stand(undefined);
  await doneOnce(world, name, operation, deliveries, fault);
}

async function doneOnce(
  world: World,
  name: string,
  { idempotency }: AnyOperation,
  deliveries: readonly MemoryDelivery[],
  fault: Fault,
): Promise<void> {
  for (const delivery of deliveries) {
    const settled = await world.settle(name, delivery);
    // Of a call that is settled in part a person decides about the rest: it cannot be repeated as it was.
    const isAsked = settled.state === "inDoubt";
    if (idempotency !== "none" && !isDone(settled) && !isAsked)
      fault(`an item is ${stateOf(settled)} when it is over`);
  }
  const counted = new Map<string, number>();
  for (const { operation, reference } of await world.effects())
    counted.set(`${operation} ${reference}`, (counted.get(`${operation} ${reference}`) ?? 0) + 1);
  for (const [reference, count] of counted) if (count > 1) fault(`${reference} is done ${count} times`);
}

/** The answer about half of the items: of every list of all of them the first half, and half of every count of them. */
function halved(json: unknown): unknown {
  if (json === inBatch) return inBatch / 2;
  if (Array.isArray(json))
    return (json.length === inBatch ? json.slice(0, inBatch / 2) : json).map((each) => halved(each));
  if (typeof json !== "object" || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([name, each]) => [name, halved(each)]));
}

/** The message so many times, each with an entity key of its own. */
function copiesOf({ on }: AnyOperation, message: unknown, count: number): readonly unknown[] {
  return Array.from({ length: count }, (_, n) => withSuffix(message, on.entityKey.split("."), `-${n}`));
}

function withSuffix(value: unknown, [step, ...rest]: readonly string[], suffix: string): unknown {
  if (step === undefined) return typeof value === "string" ? `${value}${suffix}` : value;
  if (typeof value !== "object" || value === null) return value;
  const inner: unknown = (value as Readonly<Record<string, unknown>>)[step];
  return { ...value, [step]: withSuffix(inner, rest, suffix) };
}
