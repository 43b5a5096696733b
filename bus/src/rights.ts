import type { TokenRole } from "./principal.ts";

/**
 * What somebody may do with the admin API; each of its routes names one.
 *
 * - `read`: lists and details, with values masked; also dry runs and previews, which are masked as attempts are
 * - `read-payload`: a message's data as they are
 * - `act`: one failure, lane or notice
 * - `act-in-bulk`: many at once: replays, groups, a connection, a route
 * - `edit`: what will be sent in place of a message
 * - `approve`: what somebody else has asked for
 * - `administer`: who may do what, and secrets
 */
export const rights = [
  "read",
  "read-payload",
  "act",
  "act-in-bulk",
  "edit",
  "approve",
  "administer",
] as const;
export type Right = (typeof rights)[number];

/** Who may what. A role has nothing but what stands here; whoever has several roles has the rights of all of them. */
export const rightsOfRoles: Readonly<Record<TokenRole, readonly Right[]>> = {
  producer: [],
  viewer: ["read"],
  operator: ["read", "act", "act-in-bulk", "edit"],
  "payload-reader": ["read", "read-payload"],
  approver: ["read", "read-payload", "approve"],
  admin: rights,
};

/** Whether one of the roles has the right; a role that the table does not know has none. */
export const hasRight = (roles: readonly string[], right: Right): boolean =>
  rolesWith(right).some((role) => roles.includes(role));

/** The roles that have a right, for those who are told that they lack it. */
export const rolesWith = (right: Right): readonly string[] =>
  Object.entries(rightsOfRoles)
    .filter(([, theirs]) => theirs.includes(right))
    .map(([role]) => role);
