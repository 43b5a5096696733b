import { createRoute, z } from "@hono/zod-openapi";
import { json, problems, secured } from "../answers.ts";
import { actorOf } from "../env.ts";
import { Reason, Uuid } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { refused } from "../problem.ts";
import { newRouter } from "../router.ts";
import { listOf, Time } from "./shapes.ts";

/** A session, for the description of an endpoint. */
export const Session = z
  .object({
    id: z.string(),
    by: z.enum(["issuer", "token"]).openapi({ description: "What it began with." }),
    name: z.string(),
    subject: z.string().openapi({ description: "Who it is at the identity provider, or the token's id." }),
    startedAt: Time,
    lastSeenAt: Time.openapi({ description: "To the minute, about." }),
    idleUntil: Time.openapi({ description: "When it ends without a further request." }),
    expiresAt: Time.openapi({ description: "When it ends in any case." }),
  })
  .openapi("Session");

const common = secured("sessions", "administer", { ofEverything: true });

const listRoute = createRoute({
  ...common,
  method: "get",
  path: "/sessions",
  summary: "Which browsers are signed in as whom, the newest first",
  responses: { 200: json(listOf(Session), "All sessions at work"), ...problems },
});

const revokeRoute = createRoute({
  ...common,
  method: "delete",
  path: "/sessions/{id}",
  summary: "Ends somebody's session at once",
  request: { params: z.object({ id: Uuid }), query: z.strictObject({ reason: Reason }) },
  responses: { 200: json(Session, "What has ended"), ...problems },
});

/** The sessions of browsers that are signed in. */
export function sessionEndpoints({ operations: { sessions } }: AdminPorts) {
  return newRouter()
    .openapi(listRoute, async (c) => c.json({ data: await sessions.list() }, 200))
    .openapi(revokeRoute, async (c) => {
      const act = { actor: actorOf(c), reason: c.req.valid("query").reason };
      const result = await sessions.revoke(c.req.valid("param").id, act);
      return result.ok ? c.json(result.value, 200) : refused(c, result);
    });
}
