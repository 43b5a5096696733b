import { createRoute, z } from "@hono/zod-openapi";
import { json, problems } from "../answers.ts";
import { newRouter } from "../router.ts";
import type { SignIn } from "../sign-in/open-sign-in.ts";
import { sessionPrincipal } from "../sign-in/session-principal.ts";

const Methods = z
  .object({
    token: z.boolean().openapi({
      description: "Whether a token can be given here: at admin.publicUrl, without it on this machine only.",
    }),
    oidc: z
      .object({
        name: z.string().openapi({ description: "The identity provider's host." }),
        loginPath: z.string().openapi({ description: "Takes `returnTo`." }),
      })
      .nullable(),
    signedIn: z.boolean().openapi({ description: "Whether the browser has a session at work." }),
  })
  .openapi("SignInMethods");

const methodsRoute = createRoute({
  security: [],
  tags: ["sign-in"],
  method: "get",
  path: "/auth/methods",
  summary: "How a browser can sign in, and whether it has",
  responses: { 200: json(Methods, "The methods"), ...problems },
});

/** What a page for signing in needs to know. */
export const signInMethodEndpoints = (signIn: SignIn) =>
  newRouter().openapi(methodsRoute, async (c) => {
    const { browser, sessions } = signIn;
    const oidc = browser ? { name: new URL(browser.oidc.issuer).host, loginPath: "/auth/login" } : null;
    const signedIn = (await sessionPrincipal(c, signIn, { seen: false })) !== undefined;
    return c.json({ token: sessions.originOf(c) !== undefined, oidc, signedIn }, 200);
  });
