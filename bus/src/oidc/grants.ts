import type { AdminIssuer, GroupGrant } from "./admin-issuer.ts";

/**
 * What somebody's groups give together; undefined where they give nothing. The first of the configuration decides the limits, and
 * only roles of groups with the very same limits are added: so no group widens what another one gives.
 */
export function grantOf({ grants }: AdminIssuer, groups: readonly string[]): GroupGrant | undefined {
  const theirs = [...grants].filter(([group]) => groups.includes(group)).map(([, grant]) => grant);
  const [first] = theirs;
  if (!first) return undefined;
  const alike = theirs.filter((grant) => limitsOf(grant) === limitsOf(first));
  return { ...first, roles: [...new Set(alike.flatMap(({ roles }) => roles))] };
}

const limitsOf = ({ connections, brands }: GroupGrant): string =>
  JSON.stringify([connections?.toSorted() ?? null, brands?.toSorted() ?? null]);
