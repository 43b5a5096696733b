import { checkData } from "@spindlebus/contracts";
import type { AnyOperation } from "../../adapter/index.ts";
import type { MemoryDelivery } from "../memory/memory-ledger.ts";
import type { Effect } from "../simulator/effects.ts";
import type { Fault as ScriptedFault } from "../simulator/fault.ts";
import type { Checks, Fault } from "./checks.ts";
import { strikeAt, withMoreFields, withRetryAfter } from "./strikes.ts";
import { openWorld, operationOf, type Subject, type World } from "./world.ts";

/** How an operation goes when nothing goes wrong. */
type Normal = {
  readonly effects: number;
  readonly requests: number;
  readonly reference: string | undefined;
  readonly emitted: string;
  readonly facts: string;
};

/** Every check of one operation. */
export async function checkOperation(subject: Subject, operation: string, checks: Checks): Promise<void> {
  const normal = await checkNormal(subject, operation, checks);
  if (!normal) return;
  const { idempotency } = operationOf(subject.adapter, operation);
  const run = (
    level: "silver" | "gold",
    check: string,
    examine: (world: World, fault: Fault) => Promise<void>,
  ) =>
    checks.run(level, check, operation, (fault) =>
      inWorld(subject, operation, (world) => examine(world, fault)),
    );
  const passing = (check: string, scripted: ScriptedFault) =>
    run("silver", check, async (world, fault) => {
      await world.control.putFault(scripted);
      await onceOnly({ world, operation, idempotency, normal }, fault);
    });

  await run("silver", "outage", async (world, fault) => {
    await world.control.putFault({ kind: "outage" });
    const delivery = await world.deliver(operation);
    if (delivery.state !== "waiting")
      fault(`it is ${stateOf(delivery)} while nobody answers, and does not wait`);
    await world.control.putFault({ kind: "none" });
    const settled = await world.settle(operation, delivery);
    const effects = await world.effects();
    if (settled.state !== "applied" || effects.length !== normal.effects)
      fault(`it is ${stateOf(settled)} with ${effects.length} effects when the outage is over`);
  });
  await passing("cut connection", { kind: "outage", count: 2 });
  await passing("5xx burst", { kind: "outage", mode: "503", count: 3 });
  await passing("malformed answer", { kind: "malformed", count: 1 });
  if (normal.effects > 0) await passing("commit, then drop", { kind: "commitThenDrop", count: 1 });
  await run("silver", "rate limit", (world, fault) => rateLimited({ world, operation, normal }, fault));
  await run("silver", "expired credentials", (world, fault) =>
    unauthorized(subject, { world, operation, normal }, fault),
  );
  if (normal.effects > 0)
    await run("silver", "business refusal", (world, fault) => refusedByVendor({ world, operation }, fault));
  for (let step = 1; step <= normal.requests; step += 1) {
    for (const when of ["before", "after"] as const) {
      await run(
        "silver",
        `timeout ${when} commit${normal.requests > 1 ? `, step ${step}` : ""}`,
        async (world, fault) => {
          world.stand(strikeAt(step, when));
          await onceOnly({ world, operation, idempotency, normal }, fault);
          if (idempotency === "probe" && when === "after") await sameTold(world, normal, fault);
        },
      );
    }
  }
  await run("gold", "unknown fields", async (world, fault) => {
    world.stand(withMoreFields);
    await likeNormal({ world, operation, normal }, fault);
  });
}

type Case = { readonly world: World; readonly operation: string; readonly normal: Normal };

async function inWorld<Result>(
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

async function checkNormal(subject: Subject, operation: string, checks: Checks): Promise<Normal | undefined> {
  const expected = subject.fixtures.operations?.[operation]?.effects ?? 1;
  let normal: Normal | undefined;
  await checks.run("bronze", "does what it says", operation, (fault) =>
    inWorld(subject, operation, async (world) => {
      let requests = 0;
      world.stand((_request, send) => {
        requests += 1;
        return send();
      });
      const before = toldBy(world);
      const delivery = await world.settle(operation, await world.deliver(operation));
      const effects = await world.effects();
      if (delivery.state !== "applied") return fault(`its message is ${stateOf(delivery)}, not applied`);
      if (effects.length !== expected)
        fault(`it has ${effects.length} effects at the simulator, not ${expected}`);
      for (const { contract, data } of world.harness.emitted.slice(before.emitted)) {
        const checked = checkData(contract, data);
        if (checked.ok) continue;
        const where = checked.problem.errors?.map(({ pointer, detail }) => `${pointer} ${detail}`).join("; ");
        fault(`it emits an invalid ${contract.type}: ${where ?? checked.problem.detail}`);
      }
      normal = {
        effects: expected,
        requests,
        reference: delivery.vendorReference,
        ...toldSince(world, before),
      };
    }),
  );
  return normal;
}

const toldBy = ({ harness }: World) => ({
  emitted: harness.emitted.length,
  facts: harness.ledger.facts.length,
});

function toldSince({ harness }: World, before: { readonly emitted: number; readonly facts: number }) {
  const emitted = harness.emitted.slice(before.emitted).map(({ contract, data }) => [contract.type, data]);
  const facts = harness.ledger.facts.slice(before.facts);
  return { emitted: JSON.stringify(emitted), facts: JSON.stringify(facts) };
}

const stateOf = ({ state, error, reason }: MemoryDelivery): string =>
  [state, error?.code, error?.message ?? reason].filter((part) => part !== undefined).join(": ");

/** However it went wrong: what is declared idempotent is done exactly once, and what is not asks a person instead of doing it twice. */
async function onceOnly(
  { world, operation, idempotency, normal }: Case & { readonly idempotency: AnyOperation["idempotency"] },
  fault: Fault,
): Promise<void> {
  const delivery = await world.settle(operation, await world.deliver(operation));
  const effects = distinct(await world.effects(), idempotency);
  const { state } = delivery;
  if (idempotency === "none" && normal.effects > 0) {
    if (state !== "inDoubt" && state !== "applied")
      fault(`it is ${stateOf(delivery)}, neither in doubt nor applied`);
    if (effects > normal.effects) fault(`it is done ${effects} times`);
    return;
  }
  if (state !== "applied") fault(`it is ${stateOf(delivery)}, not applied, when all is over`);
  if (effects !== normal.effects) fault(`it has ${effects} effects, not ${normal.effects}`);
}

/** A state that is set again to the same is one effect, however often the simulator counts it. */
const distinct = (effects: readonly Effect[], idempotency: AnyOperation["idempotency"]): number =>
  idempotency === "natural"
    ? new Set(effects.map(({ operation, reference }) => `${operation} ${reference}`)).size
    : effects.length;

async function likeNormal({ world, operation, normal }: Case, fault: Fault): Promise<void> {
  const delivery = await world.settle(operation, await world.deliver(operation));
  if (delivery.state !== "applied") fault(`it is ${stateOf(delivery)}, not applied`);
  const effects = await world.effects();
  if (effects.length !== normal.effects) fault(`it has ${effects.length} effects, not ${normal.effects}`);
}

async function rateLimited({ world, operation, normal }: Case, fault: Fault): Promise<void> {
  await world.control.putFault({ kind: "rateLimit", count: 1 });
  world.stand(withRetryAfter("17"));
  const delivery = await world.deliver(operation);
  const waits = (delivery.nextAttemptAtMs ?? 0) - world.nowMs();
  if (delivery.state !== "waiting") fault(`it is ${stateOf(delivery)}, and does not wait`);
  else if (waits < 1_000) fault(`it waits ${waits} ms only`);
  if (delivery.attempts > 0) fault("it costs an attempt");
  const settled = await world.settle(operation, delivery);
  const effects = await world.effects();
  if (settled.state !== "applied" || effects.length !== normal.effects)
    fault(`it is ${stateOf(settled)} with ${effects.length} effects when the limit is over`);
}

async function unauthorized(
  { adapter }: Subject,
  { world, operation, normal }: Case,
  fault: Fault,
): Promise<void> {
  const fetched = adapter.authorize.token !== undefined;
  await world.control.putFault({ kind: "unauthorized", count: 1 });
  const delivery = await world.deliver(operation);
  const effects = await world.effects();
  if (fetched && (delivery.state !== "applied" || effects.length !== normal.effects))
    fault(`after an expired token it is ${stateOf(delivery)} with ${effects.length} effects`);
  if (!fetched && delivery.state !== "blocked")
    fault(`a 401 makes it ${stateOf(delivery)}; blocked, with what to mend, is what loses nothing`);
  if (!fetched && effects.length > 0) fault("a 401 has an effect");
}

async function refusedByVendor({ world, operation }: Omit<Case, "normal">, fault: Fault): Promise<void> {
  await world.control.putFault({ kind: "reject" });
  const delivery = await world.settle(operation, await world.deliver(operation));
  if (!["dead", "unchanged", "blocked"].includes(delivery.state))
    fault(`it is ${stateOf(delivery)}; a refusal is dead, with the vendor's code`);
  if (delivery.state === "dead" && !delivery.error?.code) fault("it is dead without a code");
  if ((await world.effects()).length > 0) fault("it has an effect");
}

/** The probe tells what the answer would have told: reference, messages, facts. */
async function sameTold({ harness }: World, normal: Normal, fault: Fault): Promise<void> {
  const last = [...harness.ledger.deliveries.values()].at(-1);
  if (last?.vendorReference === undefined && normal.reference !== undefined)
    fault("the probe finds no vendor reference, and the answer had one");
  const count = (text: string): number => (JSON.parse(text) as readonly unknown[]).length;
  const emitted = harness.emitted.slice(-count(normal.emitted) || harness.emitted.length);
  if (emitted.length < count(normal.emitted)) fault("the probe begets fewer messages than the answer");
  if (harness.ledger.facts.length < count(normal.facts))
    fault("the probe remembers fewer facts than the answer");
}
