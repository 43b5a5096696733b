import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { Level } from "pino";
import type { Principal } from "../principal.ts";

/** What handlers tell the request's log line: ids and reasons, never a payload. */
export type Notes = Readonly<Record<string, unknown>> & { readonly level?: Level };

/** What every handler of the ingress finds in its context. Without Node's own request it is an in-memory request. */
export type IngressEnv = {
  readonly Bindings: Partial<HttpBindings>;
  readonly Variables: { notes?: Notes; secured?: true; principal?: Principal };
};

/** Adds to the request's log line. */
export function note(c: Context<IngressEnv>, notes: Notes): void {
  c.set("notes", { ...c.get("notes"), ...notes });
}
