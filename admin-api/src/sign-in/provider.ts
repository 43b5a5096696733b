import {
  discover,
  identityOf,
  IssuerAway,
  signingAlgorithms,
  wordsOfIssuer,
  type AdminIssuer,
  type Identity,
} from "@spindlebus/bus/engine";
import * as client from "openid-client";
import type { AdminLog } from "../request-log.ts";
import type { Pending } from "./cookies.ts";

/** A person who has signed in at the issuer. */
export type SignedIn = { readonly identity: Identity; readonly idToken: string };

/** A log-in that did not come to a good end; the message is for the log and names no value. */
export class SignInRefused extends Error {
  override readonly name = "SignInRefused";
}

/** The issuer, as people sign in with it: authorization code flow with PKCE. All of it throws IssuerAway where it is away. */
export type Provider = {
  begin(): Promise<{ readonly url: URL; readonly pending: Pick<Pending, "state" | "nonce" | "verifier"> }>;
  /** @throws SignInRefused where the answer is not one to the log-in that was begun */
  complete(answer: string, pending: Pending): Promise<SignedIn>;
  /** Where the person signs out of the issuer too; undefined where it offers nothing. */
  signOutUrl(idToken: string | undefined): Promise<URL | undefined>;
};

const freshMs = 600_000;
const failedCooldownMs = 5_000;
const timeoutSeconds = 5;

type Ports = { readonly log: AdminLog; readonly nowMs?: () => number };

/** Opens the issuer; it is asked for the first time when somebody signs in. */
export function openProvider(issuer: AdminIssuer, origin: string, ports: Ports): Provider {
  const configuration = openConfiguration(issuer, ports);
  const redirectUri = `${origin}/auth/callback`;
  return {
    async begin() {
      const config = await configuration();
      const verifier = client.randomPKCECodeVerifier();
      const pending = { state: client.randomState(), nonce: client.randomNonce(), verifier };
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: issuer.scopes.join(" "),
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
      });
      return { url, pending };
    },
    async complete(answer, { state, nonce, verifier }) {
      const config = await configuration();
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier };
      const tokens = await client
        .authorizationCodeGrant(config, new URL(`${redirectUri}${answer}`), checks)
        .catch((error: unknown) => Promise.reject(explain(error, issuer)));
      const claims = tokens.claims();
      const identity = claims && identityOf(issuer, claims);
      if (!identity || tokens.id_token === undefined) throw new SignInRefused("the ID token names nobody");
      return { identity, idToken: tokens.id_token };
    },
    async signOutUrl(idToken) {
      const config = await configuration();
      if (config.serverMetadata().end_session_endpoint === undefined) return undefined;
      return client.buildEndSessionUrl(config, {
        post_logout_redirect_uri: `${origin}/`,
        ...(idToken !== undefined && { id_token_hint: idToken }),
      });
    },
  };
}

/**
 * What the issuer says of itself is asked every ten minutes, and what is known goes on working while it is away. A configuration
 * is made anew for each log-in, for it keeps the issuer's keys: so a key that was rotated a moment ago is found.
 */
function openConfiguration(issuer: AdminIssuer, { log, nowMs = Date.now }: Ports) {
  let known: client.ServerMetadata | undefined;
  let nextAtMs = 0;
  let underWay: Promise<void> | undefined;
  const load = async () => {
    try {
      known = await metadataOf(issuer);
      nextAtMs = nowMs() + freshMs;
    } catch (error) {
      nextAtMs = nowMs() + failedCooldownMs;
      log.warn({ issuer: issuer.issuer, reason: wordsOfIssuer(error) }, "the OIDC issuer cannot be asked");
    }
  };
  return async () => {
    if (nowMs() >= nextAtMs) await (underWay ??= load().finally(() => (underWay = undefined)));
    if (!known) throw new IssuerAway(`${issuer.issuer} cannot be asked`);
    return configurationOf(issuer, known);
  };
}

async function metadataOf({ issuer, jwksUri }: AdminIssuer): Promise<client.ServerMetadata> {
  const found = await discover(issuer);
  const { id_token_signing_alg_values_supported: given = ["RS256"] } = found as client.ServerMetadata;
  return {
    ...found,
    ...(jwksUri !== undefined && { jwks_uri: jwksUri }),
    id_token_signing_alg_values_supported: given.filter((alg) => signingAlgorithms.includes(alg)),
  };
}

function configurationOf(issuer: AdminIssuer, metadata: client.ServerMetadata): client.Configuration {
  const { clientId, clientSecret } = issuer;
  const methods = metadata.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  const secretly = methods.includes("client_secret_basic")
    ? client.ClientSecretBasic
    : client.ClientSecretPost;
  const authentication = clientSecret === undefined ? client.None() : secretly(clientSecret);
  const config = new client.Configuration(metadata, clientId, {}, authentication);
  config.timeout = timeoutSeconds;
  // It came from the token endpoint by TLS, which would do; its signature is checked all the same.
  client.enableNonRepudiationChecks(config);
  // The configuration takes plain http on this machine alone.
  if (issuer.issuer.startsWith("http:")) client.allowInsecureRequests(config);
  return config;
}

/** What refuses names codes only: an issuer's description may quote what was sent. */
function explain(error: unknown, { issuer }: AdminIssuer): Error {
  if (error instanceof client.AuthorizationResponseError) return new SignInRefused(`answer: ${error.error}`);
  if (error instanceof client.ResponseBodyError && error.status < 500)
    return new SignInRefused(`token: ${error.error}`);
  const { code, message } =
    error instanceof Error ? (error as Error & { code?: unknown }) : { code: "", message: "" };
  const unanswered = error instanceof client.ResponseBodyError || message === "fetch failed";
  const away = ["OAUTH_TIMEOUT", "OAUTH_RESPONSE_IS_NOT_CONFORM", "OAUTH_RESPONSE_IS_NOT_JSON"];
  if (unanswered || away.includes(String(code)))
    return new IssuerAway(`${issuer} does not answer`, { cause: error });
  return new SignInRefused(typeof code === "string" ? code : message, { cause: error });
}
