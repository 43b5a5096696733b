import type { Claim } from "./claim.ts";
import type { RabbitmqPrograms } from "./rabbitmq-programs.ts";

/** A server that somebody else runs. */
export type Elsewhere = { readonly url: string };

/** Which servers a data dir gets, and from where. */
export type Plan = {
  readonly dataDir: string;
  readonly rabbitmq: Elsewhere | { readonly programs: RabbitmqPrograms };
  readonly postgres: Elsewhere | "embedded";
};

/** What the owner tells the guard. Its silence, the end of the channel, means `stop`. */
export type ToGuard =
  | { readonly do: "begin"; readonly plan: Plan; readonly ownerPid: number }
  /** Ends a process group of the owner's before the servers, when the owner is gone. */
  | { readonly do: "endFirst"; readonly group: number }
  | { readonly do: "stop"; readonly hard: boolean };

/** What the guard tells the owner. */
export type FromGuard =
  | { readonly is: "line"; readonly text: string }
  | { readonly is: "ready" }
  | { readonly is: "refused"; readonly claim: Claim }
  | { readonly is: "failed"; readonly reason: string };
