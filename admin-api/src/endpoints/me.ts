import { createRoute, z } from "@hono/zod-openapi";
import { rights, hasRight, type Session } from "@spindlebus/bus/engine";
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
    by: z.enum(["token", "session", "issuer"]).openapi({
      description:
        "What you came with: a bearer token of Spindle's own, a browser's session, or the issuer's bearer token.",
    }),
    session: z
      .object({
        id: z.string(),
        by: z.enum(["issuer", "token"]).openapi({ description: "What it began with." }),
        startedAt: Time,
        idleUntil: Time,
        expiresAt: Time,
      })
      .nullable()
      .openapi({ description: "Of a browser that is signed in; null with a bearer token." }),
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
    const theirs = rights.filter((right) => hasRight(roles, right));
    const { by = "token", session } = c.var;
    return c.json(
      { name, roles, rights: theirs, connections, brands, by, session: session ? timesOf(session) : null },
      200,
    );
  });

const timesOf = ({ id, by, startedAt, idleUntil, expiresAt }: Session) => ({
  id,
  by,
  startedAt,
  idleUntil,
  expiresAt,
});
