import { getRequestListener } from "@hono/node-server";
import type { IncomingMessage, ServerResponse } from "node:http";
import { realClock, type SimulatorClock } from "./clock.ts";
import { type ControlledVendor, controlApi } from "./control.ts";
import type { Fault } from "./fault.ts";
import { LoopbackPort } from "./loopback-port.ts";
import {
  type SimulatedConnection,
  type SimulatedVendor,
  simulateVendor,
  type WebhookTarget,
} from "./vendor.ts";

export type SimulatorOptions = {
  /** The adapter's name is the simulator's address; where several connections have one adapter, the connection's id. */
  readonly simulators: readonly SimulatedConnection[];
  /** The shared port: control API, and every vendor's API below `/simulators/:adapter/api`. 0 takes a free one. */
  readonly port: number;
  /** Each vendor's own port, by address; a free one where it is not named. */
  readonly ports?: Readonly<Record<string, number>>;
  /** Where webhooks go; without it none is sent. */
  readonly webhookTarget?: WebhookTarget;
  readonly clock?: SimulatorClock;
};

/** Simulators at work in this process, on the loopback interface. */
export type RunningSimulators = {
  /** The shared port. */
  readonly port: number;
  /** The root of each vendor's own port, by address. */
  readonly urls: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
};

/**
 * Starts simulators, each on a port of its own and all on a shared one.
 * @throws where a port is taken, or two simulators would have one address
 */
export async function startSimulators({
  simulators,
  port,
  ports = {},
  webhookTarget,
  clock = realClock,
}: SimulatorOptions): Promise<RunningSimulators> {
  const vendors = new Map<string, ControlledVendor & { readonly door: LoopbackPort }>();
  const opened: { readonly shut: () => Promise<void> }[] = [];
  const close = async () => {
    await Promise.all([...vendors.values()].map(({ vendor }) => vendor.stop()));
    await Promise.all(opened.map((door) => door.shut()));
  };
  try {
    const names = simulators.map(({ simulator }) => simulator.adapter);
    for (const simulated of simulators) {
      const vendor = simulateVendor(simulated, clock, webhookTarget);
      const address = addressOf(vendor, names);
      if (vendors.has(address)) throw new Error(`Simulator ${address}: two connections ask for it.`);
      const door = new LoopbackPort(address, ports[address] ?? 0, vendor.listener);
      opened.push(door);
      await door.open();
      vendors.set(address, { vendor, door, url: door.url, putFault: inTurn(faultAt(vendor, door)) });
    }
    const shared = new LoopbackPort("host", port, sharedListener(vendors));
    opened.push(shared);
    await shared.open();
    const urls = Object.fromEntries([...vendors].map(([address, { url }]) => [address, url]));
    return { port: shared.port, urls, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What a simulator is called from outside; `adapters` has the adapter's name once for each connection that is simulated. */
export const addressOf = (
  { adapter, connection }: { readonly adapter: string; readonly connection: string },
  adapters: readonly string[],
): string => (adapters.filter((name) => name === adapter).length > 1 ? connection : adapter);

function faultAt(vendor: SimulatedVendor, door: LoopbackPort): (fault: Fault) => Promise<void> {
  return async (fault) => {
    vendor.script.set(fault);
    await (vendor.script.closesPort ? door.shut() : door.open());
  };
}

/** Two faults put at once must not leave the port in the state of the one and the script in that of the other. */
function inTurn<Value>(act: (value: Value) => Promise<void>): (value: Value) => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  return (value) => {
    const mine = last.then(() => act(value));
    last = mine.catch(() => undefined); // its own caller learns of it
    return mine;
  };
}

/** Sends `/simulators/:adapter/api/…` to the vendor as if it had come to the vendor's own port. */
function sharedListener(vendors: ReadonlyMap<string, ControlledVendor>) {
  const control = getRequestListener(controlApi(vendors).fetch);
  return (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const [, adapter = "", rest = ""] =
      /^\/simulators\/([^/?]+)\/api(?=[/?]|$)(.*)$/.exec(incoming.url ?? "") ?? [];
    const vendor = vendors.get(adapter)?.vendor;
    if (!vendor) return void control(incoming, outgoing); // answers every error itself
    incoming.url = rest.startsWith("/") ? rest : `/${rest}`;
    vendor.listener(incoming, outgoing);
  };
}
