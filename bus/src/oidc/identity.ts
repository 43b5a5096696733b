import type { JWTPayload } from "jose";
import type { AdminIssuer, Identity } from "./admin-issuer.ts";

/** The claims that name people and machines, the best first: an e-mail address that nobody has proven could be anybody's. */
const usualNames = ["email", "preferred_username", "upn", "azp", "client_id", "cid"];
const longestName = 200;

/** Reads who it is from verified claims; undefined where they do not say. */
export function identityOf(issuer: AdminIssuer, claims: JWTPayload): Identity | undefined {
  const { sub } = claims;
  if (typeof sub !== "string" || sub === "" || sub.length > 500) return undefined;
  const given = claimAt(claims, issuer.groupClaim);
  const theirs = new Set(Array.isArray(given) ? given : [given]);
  const groups = [...issuer.grants.keys()].filter((group) => theirs.has(group));
  return { issuer: issuer.issuer, subject: sub, name: nameIn(issuer, claims) ?? sub, groups };
}

function nameIn({ nameClaim }: AdminIssuer, claims: JWTPayload): string | undefined {
  const names = nameClaim === undefined ? usualNames : [nameClaim];
  const found = names
    .filter((name) => name !== "email" || claims["email_verified"] !== false)
    .map((name) => claimAt(claims, name))
    .find((value) => typeof value === "string" && /^[^\p{Cc}]+$/u.test(value));
  return typeof found === "string" ? found.slice(0, longestName) : undefined;
}

/** A claim by its own name, which may have dots in it, or else by a path of names. */
function claimAt(claims: JWTPayload, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name
    .split(".")
    .reduce<unknown>(
      (value, key) => (isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined),
      claims,
    );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
