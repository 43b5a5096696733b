import { createLocalJWKSet, errors, type JWTVerifyGetKey } from "jose";
import type { Clock } from "../delivery/ports.ts";
import { fetchKeys, wordsOfIssuer } from "./fetch-keys.ts";
import type { TrustedIssuer } from "./trusted-issuer.ts";

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

/** As much of a logger as is needed here. */
export type WarningLog = { warn(fields: object, text: string): void };

type Ports = { readonly clock: Clock; readonly log: WarningLog };

/**
 * The public keys of an issuer, as `jose` wants them. A cache of our own around its `createLocalJWKSet`, because the one of
 * `createRemoteJWKSet` cools down after a success only, so that a dead issuer is asked by every token, forgets known keys
 * when their time is over, and bounds no size; `hono/jwk` fetches for each request.
 * @throws IssuerAway where the key is not known and the issuer cannot be asked
 */
export function openIssuerKeys(issuer: TrustedIssuer, { clock, log }: Ports): JWTVerifyGetKey {
  let keys: { readonly find: JWTVerifyGetKey; readonly atMs: number } | undefined;
  let last: { readonly atMs: number; readonly ok: boolean } | undefined;
  let underWay: Promise<void> | undefined;

  /** What lies in the future, because the clock was set back, is as good as never. */
  const sinceMs = (at: { readonly atMs: number } | undefined) => {
    const ms = at ? clock.now() - at.atMs : -1;
    return ms < 0 ? Number.POSITIVE_INFINITY : ms;
  };
  const ageMs = () => sinceMs(keys);
  const load = async () => {
    const atMs = clock.now();
    try {
      keys = { find: createLocalJWKSet(await fetchKeys(issuer)), atMs };
      last = { atMs, ok: true };
    } catch (error) {
      last = { atMs, ok: false };
      log.warn(
        { issuer: issuer.issuer, reason: wordsOfIssuer(error) },
        "the keys of an OIDC issuer cannot be had",
      );
    }
  };
  const refresh = async () => {
    if (!underWay && sinceMs(last) < (last?.ok ? cooldownMs : failedCooldownMs)) return;
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
