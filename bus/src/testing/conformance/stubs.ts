import { Socket } from "node:net";
import type { RandomnessGuard } from "./guard-randomness.ts";

/** What a pure function may not touch, and who found it touching. */
type Forbid = (what: string) => never;

/**
 * Runs a function without clock, randomness, network, environment, timers and console: each throws, and is told to `found`.
 * Only for synchronous functions: everything is back when it returns.
 */
export function withoutWorld<Result>(
  run: () => Result,
  found: (what: string) => void,
  guard: RandomnessGuard,
): Result {
  const forbid: Forbid = (what) => {
    found(what);
    throw new Error(`a pure function used ${what}`);
  };
  const restore = stubs(forbid).map(({ on, name, value }) => {
    const before = Object.getOwnPropertyDescriptor(on, name);
    Object.defineProperty(on, name, { value, configurable: true, writable: true });
    return () => void (before ? Object.defineProperty(on, name, before) : Reflect.deleteProperty(on, name));
  });
  try {
    return guard.during(run, forbid);
  } finally {
    for (const undo of restore.toReversed()) undo();
  }
}

type Stub = { readonly on: object; readonly name: string; readonly value: unknown };

function stubs(forbid: Forbid): readonly Stub[] {
  const never = (on: object, name: string, what: string): Stub => ({ on, name, value: () => forbid(what) });
  return [
    { on: globalThis, name: "Date", value: timeless(forbid) },
    never(performance, "now", "the clock (performance.now)"),
    never(process, "hrtime", "the clock (process.hrtime)"),
    never(process, "uptime", "the clock (process.uptime)"),
    never(Math, "random", "randomness (Math.random)"),
    never(globalThis.crypto, "randomUUID", "randomness (crypto.randomUUID)"),
    never(globalThis.crypto, "getRandomValues", "randomness (crypto.getRandomValues)"),
    never(globalThis, "fetch", "the network (fetch)"),
    never(Socket.prototype, "connect", "the network (a socket)"),
    {
      on: process,
      name: "env",
      value: new Proxy({}, { get: () => forbid("the environment (process.env)") }),
    },
    ...["setTimeout", "setInterval", "setImmediate"].map((name) =>
      never(globalThis, name, `a timer (${name})`),
    ),
    ...(["log", "info", "warn", "error"] as const).map((name) => never(console, name, `console.${name}`)),
  ];
}

/** Dates of a given time stay; the present is out of reach. */
const timeless = (forbid: Forbid): DateConstructor =>
  new Proxy(Date, {
    construct: (target, args: readonly unknown[]) =>
      args.length === 0 ? forbid("the clock (new Date())") : Reflect.construct(target, args),
    apply: () => forbid("the clock (Date())"),
    get: (target, name) => {
      if (name === "now") return () => forbid("the clock (Date.now)");
      const value: unknown = Reflect.get(target, name);
      return value;
    },
  });
