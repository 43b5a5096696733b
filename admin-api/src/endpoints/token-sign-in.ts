import { createRoute, z } from "@hono/zod-openapi";
import { hasRight } from "@spindlebus/bus/engine";
import { json, jsonRequest, problems } from "../answers.ts";
import { byToken } from "../authenticate.ts";
import type { AdminContext } from "../env.ts";
import { problem } from "../problem.ts";
import { newRouter } from "../router.ts";
import { mayBeForged, ownHeader } from "../sign-in/cross-site.ts";
import type { SignIn } from "../sign-in/open-sign-in.ts";
import { Session } from "./sessions.ts";

const tokenRoute = createRoute({
  security: [],
  tags: ["sign-in"],
  method: "post",
  path: "/auth/token",
  summary: "Begins a browser's session with one of Spindle's own tokens",
  description: `Needs the header ${ownHeader} and our own origin. The session may what the token may, and ends with it.`,
  request: {
    body: jsonRequest(z.strictObject({ token: z.string().regex(/^[\x21-\x7e]{1,8192}$/, "is not a token") })),
  },
  responses: { 200: json(Session, "It has begun; its cookie is set"), ...problems },
});

/** How a browser signs in without an identity provider. */
export const tokenSignInEndpoints = (signIn: SignIn) =>
  newRouter().openapi(tokenRoute, async (c) => {
    const origin = signIn.sessions.originOf(c);
    if (origin === undefined) return elsewhere(c);
    // Otherwise another site's page could have a person work, without noticing, as somebody else.
    if (mayBeForged(c, origin))
      return problem(c, "cross-site", `Send it from ${origin}, with the header ${ownHeader}.`);
    const { token } = c.req.valid("json");
    const found = await byToken(c, signIn, token);
    if (found instanceof Response) return found;
    if (!found) return problem(c, "unauthenticated", "There is no such token, or it is not good here.");
    const { principal, by } = found;
    if (by === "issuer")
      return problem(c, "forbidden", "This is a token of the identity provider: sign in at /auth/login.");
    c.set("principal", principal);
    if (!hasRight(principal.roles, "read"))
      return problem(c, "forbidden", "This token is for publishing; it has no role here.");
    return c.json(await signIn.sessions.begin(c, origin, { token, principal }), 200);
  });

/** Answers a browser that has no origin with us. */
export const elsewhere = (c: AdminContext) =>
  problem(
    c,
    "cross-site",
    "Browsers sign in at admin.publicUrl; without it on this machine only, as http://localhost or http://127.0.0.1.",
  );
