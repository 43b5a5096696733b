import type { AdminEnvironment, RoleContext } from "@spindlebus/bus/engine";
import { z } from "zod";

/** A simulated vendor, and the fault that is in force there. */
export type Simulator = {
  /** What it is called by: its adapter's name, or its connection's where several have one adapter. */
  readonly address: string;
  readonly adapter: string;
  readonly connection: string;
  readonly operations: readonly string[];
  readonly fault: Readonly<Record<string, unknown>> & { readonly kind: string; readonly hits: number };
};

/** What the simulators say of a fault that was put. */
export type PutFault =
  | { readonly ok: true; readonly fault: Simulator["fault"] }
  | { readonly ok: false; readonly detail: string; readonly errors: readonly FieldError[] };
type FieldError = { readonly pointer: string; readonly detail: string };

/** The simulators beside this process. */
export type Simulators = {
  /** @throws SimulatorsAway */
  list(): Promise<readonly Simulator[]>;
  /** Puts a fault in force, or refuses one that is none. @throws SimulatorsAway */
  putFault(address: string, fault: object): Promise<PutFault>;
  /** How often the vendor did something. @throws SimulatorsAway */
  effects(address: string): Promise<number>;
};

/** They do not answer, or not as they should. */
export class SimulatorsAway extends Error {
  override readonly name = "SimulatorsAway";
}

/** The simulators of `spindle start --simulators`, which tells its processes of them; there are none in production. */
export function simulatorsHere(
  { simulatorUrls, simulatorPort }: Pick<RoleContext["settings"], "simulatorUrls" | "simulatorPort">,
  { production }: AdminEnvironment,
): Simulators | undefined {
  if (production || Object.keys(simulatorUrls).length === 0) return undefined;
  return openSimulators(simulatorPort);
}

const Fault = z.looseObject({ kind: z.string(), hits: z.int() });
const List = z.object({
  data: z.array(
    z.object({
      address: z.string(),
      adapter: z.string(),
      connection: z.string(),
      operations: z.array(z.string()),
      fault: Fault,
    }),
  ),
});
const Refused = z.object({
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).default([]),
});
const patienceMs = 5_000;

/** The simulators behind a port of this machine. */
export function openSimulators(port: number, request: typeof fetch = fetch): Simulators {
  const ask = async (path: string, init: RequestInit = {}) => {
    const url = `http://127.0.0.1:${port}/simulators${path}`;
    try {
      const response = await request(url, { ...init, signal: AbortSignal.timeout(patienceMs) });
      const json: unknown = await response.json();
      return { status: response.status, json };
    } catch (cause) {
      throw new SimulatorsAway(`The simulators do not answer at port ${port}.`, { cause });
    }
  };
  return {
    list: async () => List.parse((await ask("")).json).data,
    async putFault(address, fault) {
      const headers = { "content-type": "application/json" };
      const init = { method: "PUT", headers, body: JSON.stringify(fault) };
      const { status, json } = await ask(`/${encodeURIComponent(address)}/fault`, init);
      return status === 200 ? { ok: true, fault: Fault.parse(json) } : { ok: false, ...Refused.parse(json) };
    },
    async effects(address) {
      const { json } = await ask(`/${encodeURIComponent(address)}/effects`);
      return z.object({ data: z.array(z.unknown()) }).parse(json).data.length;
    },
  };
}
