import type { ServerResponse } from "node:http";
import { onTestFinished } from "vitest";
import type { AdminPlan } from "../../bus/src/config/admin-config.ts";
import { planBus } from "../../bus/src/config/bus-plan.ts";
import { openToyIssuer, signJwt, toyKey } from "../../bus/src/oidc/toy-issuer.ts";
import { openBrowser } from "./browser.ts";
import type { Canaries } from "./canaries.ts";

const clientId = "spindle";

/** An issuer that tells what nobody asked it, and the log-ins of people who come from it. */
export async function openLogIns(canaries: Canaries, origin: string) {
  const key = toyKey("k-1");
  const issuer = await openToyIssuer([key]);
  onTestFinished(issuer.close);
  const clientSecret = canaries.one("the secret of the OIDC client");
  let answer: { readonly status: number; readonly body: object } = { status: 500, body: {} };
  const say = (response: ServerResponse, status: number, body: object): true => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    return true;
  };
  issuer.misbehave = (path, response) => {
    if (path.endsWith("/token")) return say(response, answer.status, answer.body);
    if (!path.includes("/.well-known/")) return false;
    const endpoints = { authorization_endpoint: `${issuer.url}/auth`, token_endpoint: `${issuer.url}/token` };
    const algorithms = { id_token_signing_alg_values_supported: [key.alg] };
    return say(response, 200, {
      issuer: issuer.url,
      jwks_uri: `${issuer.url}/jwks`,
      ...endpoints,
      ...algorithms,
    });
  };
  /** Tokens for who signs in; what is in them beside their name and their role is nobody's business. */
  const tokens = (nonce: string, groups: readonly string[]) => {
    const now = Math.floor(Date.now() / 1_000);
    const times = { iat: now, exp: now + 60 };
    const claims = {
      phone_number: canaries.one("a claim of a person"),
      groups: [...groups, canaries.one("a group of a person")],
      nickname: canaries.one("another claim of a person"),
    };
    const identity = { iss: issuer.url, aud: clientId, sub: "u-1", email: "ana@acme.example" };
    const idToken = signJwt(key, { ...identity, ...times, nonce, ...claims }, { typ: "JWT" });
    canaries.mark(idToken, "an ID token");
    return { token_type: "Bearer", access_token: canaries.one("an access token"), id_token: idToken };
  };

  /** One log-in, to its end; the code and what its cookies held are canaries from then on. */
  const logIn = async (answerTo: (nonce: string) => typeof answer, more = "") => {
    const browser = openBrowser();
    const begun = await browser.ask(`${origin}/auth/login`);
    const asked = new URL(begun.headers.get("location") ?? "").searchParams;
    answer = answerTo(asked.get("nonce") ?? "");
    for (const value of browser.jarOf(origin).values()) canaries.mark(value, "a cookie of a log-in");
    const code = canaries.one("a code of the issuer");
    const state = asked.get("state") ?? "";
    for (const name of ["state", "nonce"]) canaries.mark(asked.get(name) ?? "", `the ${name} of a log-in`);
    const ended = await browser.ask(`${origin}/auth/callback?code=${code}&state=${state}${more}`);
    for (const value of browser.jarOf(origin).values()) canaries.mark(value, "a cookie of a session");
    return { status: ended.status, text: await ended.text() };
  };
  return {
    plan: planOf(origin, issuer.url, clientSecret),
    /** Log-ins that fail in every way, and one that does not; gives what the browsers were shown, and how it ended. */
    async all() {
      const refusal = { error: "invalid_grant", error_description: canaries.one("words of the issuer") };
      const nobody = await logIn(() => ({ status: 400, body: refusal }));
      const words = `&error=access_denied&error_description=${canaries.one("words in an address")}`;
      const denied = await logIn(() => ({ status: 400, body: {} }), words);
      const forged = await logIn(() => ({ status: 200, body: tokens("of another log-in", ["ops"]) }));
      const stranger = await logIn((nonce) => ({ status: 200, body: tokens(nonce, []) }));
      const person = await logIn((nonce) => ({ status: 200, body: tokens(nonce, ["ops"]) }));
      return [nobody, denied, forged, stranger, person];
    },
  };
}

function planOf(publicUrl: string, issuer: string, clientSecret: string): AdminPlan {
  const oidc = { issuer, clientId, roles: { claim: "groups", map: { ops: "operator" as const } } };
  const secretOf = (owner: string) => (owner === "admin-oidc" ? clientSecret : undefined);
  return planBus({ contracts: [], connections: {}, admin: { publicUrl, oidc } }, secretOf).admin;
}
