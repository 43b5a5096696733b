import { createRoute, z } from "@hono/zod-openapi";
import { IssuerAway } from "@spindlebus/bus/engine";
import { json, problems } from "../answers.ts";
import { issuerAway, tooMany, withoutRole } from "../authenticate.ts";
import type { AdminContext } from "../env.ts";
import { problem } from "../problem.ts";
import { newRouter } from "../router.ts";
import { answerPerson } from "../sign-in/answer-person.ts";
import { principalOf } from "../sign-in/bearer.ts";
import type { BrowserLogin } from "../sign-in/browser-login.ts";
import { networkOf } from "../sign-in/client-address.ts";
import { mayBeForged, ownHeader } from "../sign-in/cross-site.ts";
import type { SignIn } from "../sign-in/open-sign-in.ts";
import { SignInRefused, type SignedIn } from "../sign-in/provider.ts";
import { safeReturnTo } from "../sign-in/return-to.ts";
import { elsewhere } from "./token-sign-in.ts";

/** For everybody, signed in or not. */
const common = { security: [], tags: ["sign-in"] };

const loginRoute = createRoute({
  ...common,
  method: "get",
  path: "/auth/login",
  summary: "Begins a log-in at the identity provider",
  request: {
    query: z.object({
      returnTo: z.string().max(8_000).optional().openapi({
        description: "Where to go afterwards: a path of this origin; anything else is its front page.",
      }),
    }),
  },
  responses: { 303: { description: "To the identity provider" }, ...problems },
});

const callbackRoute = createRoute({
  ...common,
  method: "get",
  path: "/auth/callback",
  summary: "Where the identity provider sends a person back to; begins the session",
  responses: { 303: { description: "To where the log-in began" }, ...problems },
});

const logoutRoute = createRoute({
  ...common,
  method: "post",
  path: "/auth/logout",
  summary: "Ends the session of the cookie",
  description: `However it began. Needs the header ${ownHeader}, as all that changes something does with a cookie.`,
  responses: {
    200: json(
      z.object({
        next: z.string().openapi({ description: "Where the browser goes to end the provider's own." }),
      }),
      "It has ended",
    ),
    ...problems,
  },
});

/** Log-in of people at the issuer, and everybody's log-out. */
export function signInEndpoints(signIn: SignIn) {
  const { browser, sessions } = signIn;
  return newRouter()
    .openapi(loginRoute, async (c) => (browser ? begin(c, browser) : notConfigured(c)))
    .openapi(callbackRoute, async (c) => (browser ? complete(c, browser, signIn) : notConfigured(c)))
    .openapi(logoutRoute, async (c) => {
      const origin = sessions.originOf(c);
      if (origin === undefined) return elsewhere(c);
      if (mayBeForged(c, origin))
        return problem(c, "cross-site", `Send it from ${origin}, with the header ${ownHeader}.`);
      const idToken = await sessions.end(c);
      const next = browser && idToken !== undefined ? await issuersOwn(c, browser, idToken) : undefined;
      return c.json({ next: next ?? `${origin}/` }, 200);
    });
}

async function begin(c: AdminContext, { provider, cookies, origin }: BrowserLogin) {
  const returnTo = safeReturnTo(c.req.query("returnTo"), origin);
  return whileIssuerAnswers(c, async () => {
    const { url, pending } = await provider.begin();
    cookies.setPending(c, { ...pending, returnTo, beganAtMs: Date.now() });
    return c.redirect(url.href, 303);
  });
}

async function complete(c: AdminContext, browser: BrowserLogin, signIn: SignIn) {
  const { attempts, addressOf } = signIn;
  const from = networkOf(addressOf(c));
  const waitSeconds = attempts.waitSeconds([from]);
  if (waitSeconds > 0) return tooMany(c, waitSeconds);
  const pending = browser.cookies.takePending(c, Date.now());
  const failed = (reason: string) => {
    attempts.failed([from]);
    c.set("notes", { reason });
    return answerPerson(c, "unauthenticated", "The log-in did not succeed. Begin it again at /auth/login.");
  };
  if (!pending) return failed("no log-in was begun in this browser, or it took longer than ten minutes");
  return whileIssuerAnswers(c, async () => {
    try {
      const signedIn = await browser.provider.complete(new URL(c.req.url).search, pending);
      // What the cookie holds is checked again: it is the browser's.
      return await enter(c, browser, signIn, signedIn, safeReturnTo(pending.returnTo, browser.origin));
    } catch (error) {
      if (error instanceof SignInRefused) return failed(error.message);
      throw error;
    }
  });
}

/** A person who is known at the issuer; with a role here they get a session. */
async function enter(
  c: AdminContext,
  browser: BrowserLogin,
  { attempts, sessions }: SignIn,
  signedIn: SignedIn,
  returnTo: string,
) {
  const principal = principalOf(browser.oidc, signedIn.identity);
  if (principal.roles.length > 0) {
    await sessions.begin(c, browser.origin, signedIn);
    return c.redirect(returnTo, 303);
  }
  const tooOften = withoutRole(c, principal, attempts);
  if (tooOften) return tooOften;
  const who = `You signed in as ${principal.name}, and none of your groups gives a role here.`;
  return answerPerson(c, "forbidden", `${who} Ask those who run Spindle for one.`);
}

/** Where the issuer's own log-in ends. Ours has ended in any case; the issuer's goes on where it cannot be asked. */
async function issuersOwn(c: AdminContext, { provider }: BrowserLogin, idToken: string) {
  try {
    return (await provider.signOutUrl(idToken))?.href;
  } catch (error) {
    if (!(error instanceof IssuerAway)) throw error;
    c.set("notes", { reason: error.message });
    return undefined;
  }
}

async function whileIssuerAnswers(c: AdminContext, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof IssuerAway) return issuerAway(c, error);
    throw error;
  }
}

const notConfigured = (c: AdminContext) =>
  problem(c, "not-found", "No identity provider is configured (admin.oidc). Sign in with a token instead.");
