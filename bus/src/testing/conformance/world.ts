import { canonicalContracts, type Contract } from "@spindlebus/contracts";
import type { AnyAdapter, AnyOperation, VendorRequest } from "../../adapter/index.ts";
import type { Answer } from "../../delivery/ports.ts";
import { httpVendor } from "../../vendor/http-vendor.ts";
import { openHarness, type Harness } from "../harness.ts";
import { loopbackReceiver, type CapturedRequest } from "../loopback-receiver.ts";
import type { MemoryDelivery } from "../memory/memory-ledger.ts";
import { simulatorControl, type SimulatorControl } from "../simulator/control-client.ts";
import type { AnySimulator } from "../simulator/define-simulator.ts";
import type { Effect } from "../simulator/effects.ts";
import { startSimulators } from "../simulator/start-simulators.ts";
import type { Fixtures } from "./fixtures.ts";

/** What is under test. */
export type Subject = {
  readonly adapter: AnyAdapter;
  readonly simulator: AnySimulator;
  readonly fixtures: Fixtures;
  /** Every text about a delivery that an operator or a log could see, of all worlds: records, and the lines of the log. */
  readonly texts: string[];
  /** The message of each operation, as it was in the last world. */
  readonly messages: Map<string, unknown>;
  /** All other messages of all worlds: what came before, what an operation begot, what a webhook told. */
  readonly others: Spoken[];
};

/** A message, as far as it says something of somebody. */
export type Spoken = { readonly contract: Contract; readonly data: unknown };

/** Stands between the adapter and its vendor: sends, or does not, or changes the answer. */
export type Between = (request: VendorRequest, send: () => Promise<Answer>) => Promise<Answer>;

/** The adapter in the real delivery code, and its simulated vendor at the other end of the wire. */
export type World = {
  readonly harness: Harness;
  readonly control: SimulatorControl;
  /** What the simulated vendor told the bus. */
  readonly webhooks: readonly CapturedRequest[];
  readonly nowMs: () => number;
  /** Delivers what must come first. */
  readonly prepare: (operation: string) => Promise<void>;
  /** What the operation acts upon. */
  readonly message: (operation: string) => unknown;
  readonly deliver: (operation: string) => Promise<MemoryDelivery>;
  /** Delivers once more what is dead or blocked, as an operator's replay does. */
  readonly replay: (operation: string) => Promise<MemoryDelivery>;
  /** Delivers again whenever it is due, until it waits no more. */
  readonly settle: (operation: string, delivery: MemoryDelivery) => Promise<MemoryDelivery>;
  /** What the vendor did since `prepare`. */
  readonly effects: () => Promise<readonly Effect[]>;
  /** How many messages `prepare` begot. */
  readonly emittedBefore: () => number;
  /** From here on every request passes through. */
  readonly stand: (between: Between | undefined) => void;
  /** Resolves once the vendor has told all that it has to tell. */
  readonly told: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const startMs = Date.UTC(2026, 0, 15, 18, 4, 5);
const mostTries = 60;

/** Opens a world of its own: nothing of another check is known in it. */
export async function openWorld(
  subject: Subject,
  options: { readonly secrets?: Fixtures["secrets"] } = {},
): Promise<World> {
  const { adapter, simulator, fixtures } = subject;
  // Those that are delivered are enough, and to check them all each time takes a while.
  const contracts = new Map(operationsOf(adapter).map(({ on }) => [on.type, on]));
  let now = () => startMs;
  const bus = await loopbackReceiver();
  const settings = { ...fixtures.settings, baseUrl: "http://127.0.0.1:1" };
  const running = await startSimulators({
    simulators: [
      {
        connection: adapter.name,
        simulator,
        secrets: fixtures.secrets,
        settings: adapter.settings.parse(settings),
      },
    ],
    port: 0,
    webhookTarget: (connection, webhook) => new URL(`${bus.url}${webhookPath(connection, webhook)}`),
    clock: { nowMs: () => now(), wait: () => Promise.resolve() },
  });
  const vendor = httpVendor({ clock: { now: () => now() }, random: () => 0.5 });
  let between: Between | undefined;
  const harness = openHarness({
    adapter,
    settings: { ...settings, baseUrl: running.urls[adapter.name] ?? "" },
    secrets: options.secrets ?? fixtures.secrets,
    vendor: {
      send: (route, request, sending) => {
        const send = () => vendor.send(route, request, sending);
        return between ? between(request, send) : send();
      },
    },
    contracts: [...contracts.values()],
  });
  now = () => harness.clock.now();
  const control = simulatorControl(running.port, adapter.name);
  let known = 0;
  let told = 0;
  let seeded: unknown;

  const messageOf = (operation: string, message?: unknown) => {
    const { on } = operationOf(adapter, operation);
    const given = message ?? fixtures.operations?.[operation]?.message ?? on.examples[0];
    const data: unknown = typeof given === "function" ? (given as (seed: unknown) => unknown)(seeded) : given;
    return { on, data };
  };
  const settle = async (operation: string, delivery: MemoryDelivery) => {
    for (let tries = 0; delivery.state === "waiting" && tries < mostTries; tries += 1)
      if (!(await harness.next(operation))) break;
    return delivery;
  };
  return {
    harness,
    control,
    webhooks: bus.requests,
    nowMs: () => now(),
    settle,
    message: (operation) => messageOf(operation).data,
    deliver: (operation) => {
      const { on, data } = messageOf(operation);
      return harness.deliver(operation, on, data);
    },
    replay: async (operation) => {
      const failed = [...harness.ledger.deliveries.values()].findLast(
        ({ state }) => state === "dead" || state === "blocked",
      );
      if (!failed) throw new Error("nothing is dead or blocked");
      harness.replay(failed);
      await harness.next(operation);
      return failed;
    },
    prepare: async (operation) => {
      seeded = await fixtures.seed?.({ url: running.urls[adapter.name] ?? "", secrets: fixtures.secrets });
      for (const { operation: first, message } of fixtures.operations?.[operation]?.before ?? []) {
        const { on, data } = messageOf(first, message);
        subject.others.push({ contract: on, data });
        const { state, error, reason } = await settle(first, await harness.deliver(first, on, data));
        if (state !== "applied")
          throw new Error(`what comes before it, ${first}, is ${state}: ${error?.message ?? reason ?? ""}`);
      }
      known = (await control.effects()).length;
      told = harness.emitted.length;
    },
    effects: async () => (await control.effects()).slice(known),
    emittedBefore: () => told,
    stand: (next) => void (between = next),
    told: async () => {
      for (let looks = 0; looks < 200; looks += 1) {
        if ((await control.webhooks()).every(({ state }) => state !== "waiting")) return;
      }
    },
    close: async () => {
      for (const operation of Object.keys(adapter.operations))
        subject.messages.set(operation, messageOf(operation).data);
      subject.others.push(...harness.emitted);
      subject.texts.push(...harness.logged.map((line) => JSON.stringify(line)));
      for (const { transition, attempt } of harness.ledger.settlements)
        subject.texts.push(JSON.stringify([transition.error, transition.reason, attempt]));
      await vendor.close();
      await running.close();
      await bus.close();
    },
  };
}

/** Where a webhook of a connection comes in. */
export const webhookPath = (connection: string, webhook: string): string =>
  `/v1/webhooks/${connection}/${webhook}`;

/** All contracts that the adapter may name, each once. */
export function contractsOf({ adapter, fixtures }: Subject): readonly Contract[] {
  const all = [
    ...canonicalContracts,
    ...(fixtures.contracts ?? []),
    ...operationsOf(adapter).map(({ on }) => on),
  ];
  return [...new Map(all.map((contract) => [contract.type, contract])).values()];
}

const operationsOf = ({ operations }: AnyAdapter): readonly AnyOperation[] => Object.values(operations);

/** @throws where there is none of that name */
export function operationOf({ name, operations }: AnyAdapter, operation: string): AnyOperation {
  const found = (operations as Readonly<Record<string, AnyOperation>>)[operation];
  if (!found) throw new Error(`${name} has no operation "${operation}"`);
  return found;
}
