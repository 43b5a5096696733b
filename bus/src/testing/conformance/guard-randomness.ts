import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";

const drawing = ["randomUUID", "randomBytes", "randomInt", "randomFillSync"] as const;

/** Stands before the randomness of `node:crypto`, wherever it was imported. */
export type RandomnessGuard = {
  /** What is told of a draw while this runs; whatever it draws throws. */
  readonly during: <Result>(run: () => Result, forbid: (what: string) => never) => Result;
  /** Takes the guard away. */
  readonly release: () => void;
};

/** Outside of `during` everything draws as ever: the bus itself does, between two calls of an adapter. */
export function guardRandomness(): RandomnessGuard {
  let forbidding: ((what: string) => never) | undefined;
  // A module's functions are of many types; they are only passed through.
  const members = crypto as unknown as Record<string, (...args: readonly unknown[]) => unknown>;
  const before = drawing.map((name) => [name, members[name]] as const);
  for (const [name, draw] of before)
    members[name] = (...args) => {
      if (forbidding) return forbidding(`randomness (node:crypto, ${name})`);
      return draw?.apply(crypto, [...args]);
    };
  syncBuiltinESMExports();
  return {
    during: (run, forbid) => {
      forbidding = forbid;
      try {
        return run();
      } finally {
        forbidding = undefined;
      }
    },
    release: () => {
      for (const [name, draw] of before) if (draw) members[name] = draw;
      syncBuiltinESMExports();
    },
  };
}
