import { z } from "@hono/zod-openapi";
import type { Reveal } from "@spindlebus/bus/engine";
import { actorOf, type AdminContext } from "./env.ts";
import { Reason } from "./fields.ts";
import { problem } from "./problem.ts";

const why = "Why you have to see it; kept in the audit.";

/** What a GET that shows values as they are is asked with; one of both is needed. */
export const revealing = {
  query: { reason: Reason.optional().openapi({ description: why }) },
  headers: z.object({
    "x-reason": Reason.optional().openapi({ description: `${why} Of ASCII alone; else in the query.` }),
  }),
};

/** Who wants to see everything, and why; undefined where the request does not say why. */
export function revealOf(c: AdminContext): Reveal | undefined {
  const { data: reason } = Reason.safeParse(c.req.header("x-reason") ?? c.req.query("reason"));
  return reason === undefined ? undefined : { actor: actorOf(c), reason, pointers: [""] };
}

/** Refuses to show values as they are to somebody who does not say why. */
export const unreasoned = (c: AdminContext) =>
  problem(
    c,
    "malformed",
    "This shows values as they are: say why, for the audit, in the query (?reason=…) or in the header X-Reason.",
    { errors: [{ pointer: "/query/reason", detail: "says why, in a few words" }] },
  );
