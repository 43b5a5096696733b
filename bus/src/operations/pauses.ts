import type { Act, Result } from "./act.ts";

/** What can be paused: one route, or all routes of a connection. */
export type PauseTarget = { readonly kind: "route" | "connection"; readonly name: string };

/** Who has stopped the sending, since when (RFC 3339), and why. */
export type Pause = { readonly by: string; readonly since: string; readonly reason: string };

/** What of routes is not to be sent for now, because people say so. Workers hear of it within about a second. */
export type Pauses = {
  /** By the name of the route, or the id of the connection. */
  list(): Promise<ReadonlyMap<string, Pause>>;
  /** A conflict where it is paused already. */
  pause(target: PauseTarget, act: Act): Promise<Result<Pause>>;
  /** Ends the pause and gives what it was; a conflict where there is none. */
  resume(target: PauseTarget, act: Act): Promise<Result<Pause>>;
};
