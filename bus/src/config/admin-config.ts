import { z } from "zod";
import { milliseconds, type Duration } from "../adapter/index.ts";
import type { AdminIssuer, GroupGrant } from "../oidc/admin-issuer.ts";
import { operatorRoles } from "../principal.ts";
import { isSafeUrl } from "./safe-url.ts";
import type { SecretSource } from "./secret-source.ts";
import { isAddressRange } from "./address-range.ts";
import {
  Environment,
  environmentOf,
  linkFaults,
  Links,
  type AdminEnvironment,
  type AdminLinks,
} from "./console-config.ts";

const Text = z.string().min(1).max(500);
const Time = z
  .string()
  .regex(/^\d{1,4}(s|m|h|d)$/, 'must be a time such as "30m" or "12h"')
  .transform((text) => milliseconds(text as Duration)); // checked by the line above
const Role = z.enum(operatorRoles);

const Patterns = z.array(Text).min(1).exactOptional();

const Grant = z.strictObject({
  roles: z.array(Role).min(1),
  /** Limits them to these connections, and to those of these brands; `*` at the end is anything. */
  connections: Patterns,
  brands: Patterns,
});

const Oidc = z.strictObject({
  /** Exactly as in the tokens' `iss`, with or without a slash at its end. */
  issuer: Text,
  /** Of Spindle as a client of the issuer; its secret, if it has one, is ADMIN_OIDC_CLIENT_SECRET in the environment. */
  clientId: Text,
  /** What the `aud` of machines' access tokens has to hold; without it only people sign in. */
  audience: Text.exactOptional(),
  /** Where the issuer's keys are; what its discovery document says if absent. */
  jwksUri: Text.exactOptional(),
  /** What is asked for; "openid", "profile" and "email" if absent. */
  scopes: z.array(Text).min(1).exactOptional(),
  /** The claim that the audit calls a person or a machine by; what is there of the usual ones if absent. */
  nameClaim: Text.exactOptional(),
  roles: z.strictObject({
    /** Holds a group, or a list of them; `realm_access.roles` is what is below. */
    claim: Text,
    /** By group: its role or roles, or those with their limits. The first group that somebody is in decides the limits. */
    map: z.record(Text, z.union([Role, z.array(Role).min(1), Grant])),
  }),
});

/** The shape of `admin` in a configuration. */
export const Admin = z.strictObject({
  /** Where people reach the admin API, e.g. `https://spindle.acme.example`; log-ins return there. */
  publicUrl: Text.exactOptional(),
  /** Addresses, or ranges such as 10.0.0.0/8, whose `X-Forwarded-For` is believed. */
  trustedProxies: z.array(Text).exactOptional(),
  /** How long a log-in lasts without a request (1h if absent), and at the most (12h). */
  session: z.strictObject({ idle: Time.exactOptional(), absolute: Time.exactOptional() }).exactOptional(),
  oidc: Oidc.exactOptional(),
  /** What the console calls this installation; "development" where only this machine is listened to, if absent. */
  environment: Environment.exactOptional(),
  links: Links.exactOptional(),
});

/** How people and machines sign in to the admin API, and what the console calls it and links to. */
export type AdminConfig = z.input<typeof Admin>;

/** What the admin API lets people and machines in by. */
export type AdminPlan = {
  /** The origin that browsers see; undefined where nobody signs in. */
  readonly origin: string | undefined;
  readonly trustedProxies: readonly string[];
  readonly session: SessionTimes;
  readonly oidc: AdminIssuer | undefined;
  /** Undefined where the configuration does not say what this is. */
  readonly environment: AdminEnvironment | undefined;
  readonly links: AdminLinks;
};

/** How long a session lasts without a request, and at the most. */
export type SessionTimes = { readonly idleMs: number; readonly absoluteMs: number };

/** Checks what the shape alone does not say, and makes it ready; what is wrong is added to the faults. */
export function planAdmin(config: AdminConfig, secretOf: SecretSource, faults: string[]): AdminPlan {
  const { publicUrl, trustedProxies = [], session, oidc, environment, links = {} } = config;
  const url = publicUrl === undefined ? null : URL.parse(publicUrl);
  for (const range of trustedProxies)
    if (!isAddressRange(range))
      faults.push(`admin.trustedProxies: "${range}" is no address, nor a range such as 10.0.0.0/8.`);
  if (publicUrl !== undefined && !isOrigin(publicUrl))
    faults.push(
      "admin.publicUrl: must be https:// and a host, without a path; http:// only on this machine.",
    );
  if (oidc && publicUrl === undefined)
    faults.push("admin.publicUrl: is needed with admin.oidc, for log-ins return there.");
  if (oidc) faults.push(...issuerFaults(oidc));
  const times = timesOf(session);
  if (times.idleMs > times.absoluteMs)
    faults.push("admin.session: idle is longer than absolute, so it would never be reached.");
  faults.push(...linkFaults(links));
  const clientSecret = secretOf("admin-oidc", "clientSecret");
  return {
    origin: url?.origin,
    trustedProxies,
    session: times,
    oidc: oidc && issuerOf(oidc, clientSecret),
    environment: environment && environmentOf(environment),
    links,
  };
}

type OidcConfig = z.input<typeof Oidc>;

/** The type is that of the configuration file; its times were checked as they were loaded. */
function timesOf(given: AdminConfig["session"]): SessionTimes {
  const { idle = "1h", absolute = "12h" } = given ?? {};
  return { idleMs: milliseconds(idle as Duration), absoluteMs: milliseconds(absolute as Duration) };
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && isSafeUrl(text) && (text === url.origin || text === `${url.origin}/`);
}

function issuerFaults({ issuer, jwksUri, scopes, roles }: OidcConfig): string[] {
  const urls = { issuer, ...(jwksUri !== undefined && { jwksUri }) };
  const faults = Object.entries(urls)
    .filter(([, url]) => !isSafeUrl(url))
    .map(([name]) => `admin.oidc.${name}: must be an https URL; http only on this machine.`);
  if (scopes && !scopes.includes("openid"))
    faults.push('admin.oidc.scopes: "openid" is missing, and without it there is no log-in.');
  if (Object.keys(roles.map).length === 0)
    faults.push("admin.oidc.roles.map: without a group nobody would have a role.");
  return faults;
}

function issuerOf({ roles, ...given }: OidcConfig, clientSecret: string | undefined): AdminIssuer {
  const { scopes = ["openid", "profile", "email"], ...oidc } = given;
  const grants = Object.entries(roles.map).map(([group, its]) => [group, grantOf(its)] as const);
  return { ...oidc, clientSecret, scopes, groupClaim: roles.claim, grants: new Map(grants) };
}

function grantOf(given: OidcConfig["roles"]["map"][string]): GroupGrant {
  if (typeof given === "string") return { roles: [given], connections: null, brands: null };
  if ("roles" in given) return { connections: null, brands: null, ...given };
  return { roles: given, connections: null, brands: null };
}

/** The keys known at a path below `admin`. */
export function adminKeysAt([part, inner, , group]: readonly PropertyKey[]): readonly string[] {
  if (part === "session") return ["idle", "absolute"];
  if (part === "environment") return Object.keys(Environment.shape);
  if (part === "links") return Object.keys(Links.shape);
  if (part !== "oidc") return Object.keys(Admin.shape);
  if (group !== undefined) return Object.keys(Grant.shape);
  return Object.keys(inner === "roles" ? Oidc.shape.roles.shape : Oidc.shape);
}
