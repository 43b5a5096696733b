import type { HttpBindings } from "@hono/node-server";
import type { Principal } from "@spindlebus/bus";
import type { Context } from "hono";

/** What handlers find in their context. Without Node's own request it is an in-memory request. */
export type AdminEnv = {
  Bindings: Partial<HttpBindings>;
  Variables: {
    requestId: string;
    /** Of a request below `/api/v1`, all of which need a token. */
    principal?: Principal;
    /** For answers that go on for long: whom the token stands for by now, if it still stands for anybody. */
    authenticateAgain?: () => Promise<Principal | undefined>;
    /** Of an answer that is a problem: which, and why. */
    problem?: { readonly code: string; readonly detail: string };
    /** What the request's log line says beside the usual; never a payload. */
    notes?: Readonly<Record<string, unknown>>;
  };
};

export type AdminContext = Context<AdminEnv>;

/** Who acts: the name of the token, which the audit keeps. */
export function actorOf(c: AdminContext): string {
  const principal = c.get("principal");
  if (!principal) throw new Error(`${c.req.path} was reached without a token`);
  return principal.name;
}
