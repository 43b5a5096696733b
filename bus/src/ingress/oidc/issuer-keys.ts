import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from "jose";
import type { Logger } from "pino";
import { z } from "zod";
import type { Clock } from "../../delivery/ports.ts";
import { isSafeUrl } from "../../config/safe-url.ts";
import { getJson } from "./get-json.ts";
import type { OidcIssuer } from "./issuer.ts";

/** Keys older than this are fetched again, while they go on working. */
const freshMs = 600_000;
/** So long known keys work while the issuer does not give them: until then a key that it took back works too. */
const staleMs = 3_600_000;
/** Between two fetches, whatever comes in: tokens with invented keys must not make us hammer the issuer. */
const cooldownMs = 30_000;
const failedCooldownMs = 5_000;

/** The keys of an issuer cannot be had for the moment, so nobody knows whether a token is good. */
export class IssuerAway extends Error {
  override readonly name = "IssuerAway";
}

type Ports = { readonly clock: Clock; readonly log: Logger; readonly fetchJson?: typeof getJson };

/**
 * The public keys of an issuer, as `jose` wants them. A cache of our own around its `createLocalJWKSet`, because the one of
 * `createRemoteJWKSet` cools down after a success only, so that a dead issuer is asked by every token, forgets known keys
 * when their time is over, and bounds no size; `hono/jwk` fetches for each request.
 * @throws IssuerAway where the key is not known and the issuer cannot be asked
 */
export function openIssuerKeys(
  issuer: OidcIssuer,
  { clock, log, fetchJson = getJson }: Ports,
): JWTVerifyGetKey {
  let keys: { readonly find: JWTVerifyGetKey; readonly atMs: number } | undefined;
  let last: { readonly atMs: number; readonly ok: boolean } | undefined;
  let underWay: Promise<void> | undefined;

  const ageMs = () => (keys ? clock.now() - keys.atMs : Number.POSITIVE_INFINITY);
  const load = async () => {
    const atMs = clock.now();
    try {
      keys = { find: createLocalJWKSet(await fetchKeys(issuer, fetchJson)), atMs };
      last = { atMs, ok: true };
    } catch (error) {
      last = { atMs, ok: false };
      log.warn({ issuer: issuer.issuer, reason: wordsOf(error) }, "the keys of an OIDC issuer cannot be had");
    }
  };
  const refresh = async () => {
    if (!underWay && last && clock.now() - last.atMs < (last.ok ? cooldownMs : failedCooldownMs)) return;
    await (underWay ??= load().finally(() => (underWay = undefined)));
  };

  return async (header, token) => {
    if (ageMs() > staleMs) await refresh();
    else if (ageMs() > freshMs) void refresh(); // it never rejects, and whoever has a known key need not wait
    if (!keys || ageMs() > staleMs) throw new IssuerAway(`${issuer.issuer} gives no keys`);
    try {
      return await keys.find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
    }
    await refresh();
    if (!last?.ok) throw new IssuerAway(`${issuer.issuer} cannot be asked for a new key`);
    return keys.find(header, token);
  };
}

const Discovery = z.object({ issuer: z.string(), jwks_uri: z.string() });
const Jwks = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });

async function fetchKeys({ issuer, jwksUri }: OidcIssuer, fetchJson: typeof getJson): Promise<JSONWebKeySet> {
  return Jwks.parse(await fetchJson(jwksUri ?? (await discover(issuer, fetchJson))));
}

/** OpenID Connect Discovery 1.0, section 4: the document has to name the issuer that was asked. */
async function discover(issuer: string, fetchJson: typeof getJson): Promise<string> {
  const url = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const { issuer: named, jwks_uri: jwksUri } = Discovery.parse(await fetchJson(url));
  if (named !== issuer) throw new Error(`${url} speaks of another issuer`);
  if (!isSafeUrl(jwksUri)) throw new Error(`${url} names keys that are not behind https`);
  return jwksUri;
}

const wordsOf = (error: unknown): string =>
  error instanceof z.ZodError ? `not what it should be: ${z.prettifyError(error)}` : String(error);
