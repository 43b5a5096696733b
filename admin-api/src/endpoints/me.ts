import { createRoute, z } from "@hono/zod-openapi";
import { rights, hasRight } from "@spindlebus/bus";
import { json, problems, secured } from "../answers.ts";
import { principalIn } from "../env.ts";
import { newRouter } from "../router.ts";
import { Time } from "./shapes.ts";

const Limit = z.array(z.string()).readonly().nullable();

const Me = z
  .object({
    name: z.string().openapi({ description: "As in the audit." }),
    roles: z.array(z.string()).readonly(),
    rights: z.array(z.enum(rights)).readonly(),
    connections: Limit.openapi({ description: "The connections that you are limited to; null is all." }),
    brands: Limit.openapi({ description: "The brands whose connections you are limited to; null is all." }),
    session: z
      .object({ id: z.string(), startedAt: Time, idleUntil: Time, expiresAt: Time })
      .nullable()
      .openapi({ description: "Of a person who signed in with a browser; null with a bearer token." }),
  })
  .openapi("Me");

const meRoute = createRoute({
  ...secured("sign-in", "read"),
  method: "get",
  path: "/me",
  summary: "Who asks, and what they may",
  responses: { 200: json(Me, "You"), ...problems },
});

/** Who asks. */
export const meEndpoints = () =>
  newRouter().openapi(meRoute, (c) => {
    const { name, roles, connections = null, brands = null } = principalIn(c);
    const session = c.get("session");
    const { id = "", startedAt = "", idleUntil = "", expiresAt = "" } = session ?? {};
    const theirs = rights.filter((right) => hasRight(roles, right));
    const shown = session ? { id, startedAt, idleUntil, expiresAt } : null;
    return c.json({ name, roles, rights: theirs, connections, brands, session: shown }, 200);
  });
