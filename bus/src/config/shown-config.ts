import type { Connection } from "../route.ts";
import type { BusPlan } from "./bus-plan.ts";
import { alertSecretOwner } from "./plan-alerts.ts";
import { noticeSecretOwner } from "./plan-notices.ts";
import { secretVariable } from "./secret-source.ts";

/** What a plan has in force, with every default filled in and every secret hidden; for people who administer it. */
export function shownConfig(plan: BusPlan): Readonly<Record<string, unknown>> {
  const { connections, rollouts, notices, alerts, ingress, policy, retention, largeMessages, admin } = plan;
  const { archive, ...keeps } = retention;
  return {
    connections: Object.fromEntries([...connections].map(([id, each]) => [id, shownConnection(each)])),
    rollouts: rollouts.map(({ name, by, among, rest }) => ({
      name,
      by,
      among: among.map(({ connection, share }) => ({ connection, share })),
      rest,
    })),
    notices: notices.map(({ name, url }) => ({
      name,
      origin: url.origin,
      secret: hidden(noticeSecretOwner(name), "secret"),
    })),
    alerts: {
      rules: alerts.rules,
      remindAfterMs: alerts.remindAfterMs,
      to: alerts.endpoints.map(({ name, format, url }) => ({
        name,
        format,
        origin: url.origin,
        secret: hidden(alertSecretOwner(name), format === "slack" ? "url" : "secret"),
      })),
    },
    ingress: { rate: ingress.rate ?? null, issuers: ingress.oidc.map(({ issuer }) => issuer) },
    policy,
    retention: { ...keeps, archive: archive !== undefined },
    largeMessages: { maxBytes: largeMessages.maxBytes, store: largeMessages.store?.prefix ?? "database" },
    admin: shownAdmin(admin),
  };
}

function shownConnection(connection: Connection) {
  const { adapter, settings, secrets, limits, brand, serves, shadow, privateNetwork, hosts } = connection;
  return {
    adapter: adapter.name,
    version: adapter.version,
    settings: withoutUsers(settings),
    secrets: Object.keys(secrets).map((name) => hidden(connection.id, name)),
    limits,
    brand: brand ?? null,
    serves: serves ?? null,
    shadow: shadow === true,
    privateNetwork: privateNetwork === true,
    hosts: hosts ?? [],
  };
}

/** A secret without its value: the variable that it comes from, also with _FILE at its end. */
const hidden = (owner: string, secret: string) => ({
  name: secret,
  variable: secretVariable(owner, secret),
  value: "•••",
});

function shownAdmin({ origin, trustedProxies, session, oidc, environment, links }: BusPlan["admin"]) {
  return {
    publicUrl: origin ?? null,
    trustedProxies,
    session,
    environment: environment ?? null,
    links,
    oidc: oidc
      ? {
          issuer: oidc.issuer,
          clientId: oidc.clientId,
          scopes: oidc.scopes,
          groups: Object.fromEntries(oidc.grants),
          secret: hidden("admin-oidc", "clientSecret"),
        }
      : null,
  };
}

/** Settings are no secrets; only a URL in them may have a user's name and password. */
function withoutUsers(value: unknown): unknown {
  const text = JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "string" ? part.replace(/\/\/[^@/\s]*@/g, "//") : part,
  );
  return JSON.parse(text);
}
