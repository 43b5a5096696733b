import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { Level } from "pino";
import type { Principal } from "../principal.ts";
import type { Allowance } from "./rates.ts";

/** What handlers tell the request's log line: ids and reasons, never a payload. */
export type Notes = Readonly<Record<string, unknown>> & { readonly level?: Level };

/** What every handler of the ingress finds in its context. Without Node's own request it is an in-memory request. */
export type IngressEnv = {
  readonly Bindings: Partial<HttpBindings>;
  readonly Variables: { notes?: Notes; principal?: Principal; allowance?: Allowance | undefined };
};

/** Adds to the request's log line. */
export function note(c: Context<IngressEnv>, notes: Notes): void {
  c.set("notes", { ...c.get("notes"), ...notes });
}

/** Who sent the request. @throws Error where nobody has asked: `authenticate` does */
export function principalOf(c: Context<IngressEnv>): Principal {
  const principal = c.get("principal");
  if (!principal) throw new Error("nobody asked who sent this request");
  return principal;
}
