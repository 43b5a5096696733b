import {
  contractRegistry,
  defaultLimits,
  takenTypes,
  type ContractRegistry,
  type Publication,
} from "@spindlebus/contracts";
import { z } from "zod";
import { milliseconds, type AnyAdapter, type AnyOperation, type VendorLimits } from "../adapter/index.ts";
import type { BodyStore } from "../bodies/body-store.ts";
import { inlineBytes } from "../bodies/stored-body.ts";
import type { NoticeEndpoint } from "../notices/endpoint.ts";
import { planRetention, type RetentionPlan } from "../retention/retention.ts";
import type { Connection, Route, RoutePolicy } from "../route.ts";
import type { ConnectionConfig, SpindleConfig } from "./define-config.ts";
import { planAlerts, type AlertPlan } from "./plan-alerts.ts";
import { noticesForOf, planNotices } from "./plan-notices.ts";
import { secretVariable, type SecretSource } from "./secret-source.ts";
import { planEditPolicy, type EditPolicy } from "./edit-policy.ts";
import { planAdmin, type AdminPlan } from "./admin-config.ts";
import { planIngress, type IngressPlan } from "./ingress-config.ts";
import { planRouting, routesByType, type RoutingPlan } from "./plan-routing.ts";

/** The configuration, checked and ready to run: every connection with its secrets, every route with its policy. */
export type BusPlan = RoutingPlan & {
  readonly registry: ContractRegistry;
  readonly connections: ReadonlyMap<string, Connection>;
  readonly routes: readonly Route[];
  /** The routes that a message of a type may be for. */
  readonly routesFor: (message: Pick<Publication, "type">) => readonly string[];
  /** Where notices go. */
  readonly notices: readonly NoticeEndpoint[];
  /** The endpoints that want to know what becomes of a message. */
  readonly noticesFor: (message: Pick<Publication, "source" | "type">) => readonly string[];
  readonly alerts: AlertPlan;
  readonly ingress: IngressPlan;
  readonly policy: EditPolicy;
  readonly admin: AdminPlan;
  readonly largeMessages: { readonly maxBytes: number; readonly store?: BodyStore };
  readonly retention: RetentionPlan;
};

type PlanOptions = {
  /** Another process has planned the same just before: its contracts' examples are not run again. */
  readonly trusted?: boolean;
};

/**
 * Checks a configuration and makes it ready.
 * @throws ConfigError with every fault at once: where, what, and the next step
 */
export function planBus(
  config: SpindleConfig,
  secretOf: SecretSource,
  { trusted = false }: PlanOptions = {},
): BusPlan {
  const faults: string[] = [];
  const connections = new Map<string, Connection>();
  const routes: Route[] = [];
  for (const [id, given] of Object.entries(config.connections)) {
    const connection = connectionOf(id, given, secretOf, faults);
    if (!connection) continue;
    connections.set(id, connection);
    routes.push(...routesOf(connection, given, faults));
  }
  const notices = planNotices(config.notices ?? {}, secretOf, faults);
  const alerts = planAlerts(config.alerts ?? {}, Object.keys(config.notices ?? {}), secretOf, faults);
  const ingress = planIngress(config.ingress ?? {}, faults);
  const admin = planAdmin(config.admin ?? {}, secretOf, faults);
  const largeMessages = largeMessagesOf(config, faults);
  const retention = planRetention(config.retention ?? {}, faults);
  if (faults.length > 0) throw new ConfigError(faults);
  const registry = contractRegistry(config.contracts, { trusted });
  const routing = planRouting(config, routes, registry, faults);
  if (faults.length > 0) throw new ConfigError(faults);
  const byType = routesByType(routes);
  return {
    ...routing,
    registry,
    connections,
    routes,
    routesFor: ({ type }) => (byType.get(type) ?? []).map(({ name }) => name),
    notices,
    noticesFor: noticesForOf(notices),
    alerts,
    ingress,
    policy: planEditPolicy(config.policy ?? {}),
    admin,
    largeMessages,
    retention,
  };
}

/** What RabbitMQ 4 takes from a publisher at the most, by default. */
const mostBytes = 16_777_216;

function largeMessagesOf(
  { largeMessages: { maxBytes = defaultLimits.dataBytes, store } = {} }: SpindleConfig,
  faults: string[],
): BusPlan["largeMessages"] {
  if (!Number.isInteger(maxBytes) || maxBytes < inlineBytes || maxBytes > mostBytes)
    faults.push(`largeMessages.maxBytes: give a whole number of bytes from ${inlineBytes} to ${mostBytes}.`);
  return { maxBytes, ...(store && { store }) };
}

/** A configuration that cannot run; its message lists every fault. */
export class ConfigError extends Error {
  constructor(faults: readonly string[], options?: ErrorOptions) {
    super(`The configuration cannot run:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`, options);
    this.name = "ConfigError";
  }
}

function connectionOf(
  id: string,
  given: ConnectionConfig,
  secretOf: SecretSource,
  faults: string[],
): Connection | undefined {
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(id)) {
    faults.push(`connections."${id}": an id is lower-case letters, digits and "-", at most 40 characters.`);
    return undefined;
  }
  const { adapter } = given;
  const settings = strictly(adapter.settings).safeParse(given.settings);
  if (!settings.success) faults.push(...issues(`connections.${id}.settings`, settings.error));
  const secrets = secretsOf(id, adapter, secretOf, faults);
  if (!settings.success || !secrets) return undefined;
  const limits = limitsOf(adapter, given);
  if (given.limits?.perKey && !keysAnything(adapter))
    faults.push(
      `connections.${id}.limits.perKey: no operation of ${adapter.name} has a limiterKey, so nothing would be limited by it. Use concurrency and perSecond.`,
    );
  const { shadow = false, brand, serves, privateNetwork = false, hosts } = given;
  return {
    id,
    adapter,
    settings: settings.data as Connection["settings"],
    given: Object.keys(given.settings),
    secrets,
    limits,
    ...(shadow && { shadow }),
    ...(brand !== undefined && { brand }),
    ...(serves && { serves }),
    ...(privateNetwork && { privateNetwork }),
    ...(hosts && { hosts }),
  };
}

/** Each limit of its own may be overridden, also those of the accounts. */
function limitsOf(adapter: AnyAdapter, { limits: given }: ConnectionConfig): VendorLimits {
  const perKey = { ...adapter.limits.perKey, ...given?.perKey };
  const limits = { ...adapter.limits, ...given };
  return Object.keys(perKey).length > 0 ? { ...limits, perKey } : limits;
}

const keysAnything = ({ operations }: AnyAdapter): boolean =>
  Object.values<AnyOperation>(operations).some(({ limiterKey }) => limiterKey);

/** An unknown key is a typo, and a typo in a setting is a default that nobody chose. */
function strictly(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodObject ? schema.strict() : schema;
}

function secretsOf(
  id: string,
  adapter: AnyAdapter,
  secretOf: SecretSource,
  faults: string[],
): Record<string, string> | undefined {
  const names = Object.keys(adapter.secrets.shape);
  const values = Object.fromEntries(names.map((name) => [name, secretOf(id, name)]));
  const parsed = adapter.secrets.safeParse(values);
  if (parsed.success) return parsed.data as Record<string, string>;
  for (const name of names) {
    if (!parsed.error.issues.some(({ path }) => path[0] === name)) continue;
    const variable = secretVariable(id, name);
    faults.push(
      `connections.${id}: the secret ${name} is missing or malformed. Set ${variable}, or ${variable}_FILE to a file that holds it.`,
    );
  }
  return undefined;
}

function routesOf(
  connection: Connection,
  { operations, retry }: ConnectionConfig,
  faults: string[],
): Route[] {
  const known: Record<string, AnyOperation> = connection.adapter.operations;
  for (const name of operations ?? []) {
    if (known[name]) continue;
    faults.push(
      `connections.${connection.id}.operations: ${connection.adapter.name} has no operation "${name}"; it has ${Object.keys(known).join(", ")}.`,
    );
  }
  const routed = Object.entries(known).filter(([name]) => operations?.includes(name) ?? true);
  for (const [name, { on, older }] of routed) {
    if (older === undefined || takenTypes(on, older).length > 1) continue;
    faults.push(
      `connections.${connection.id}: ${name} asks for older messages of ${on.type} (older: "upcast"), and no older version leads to it. Give the contract upcasts, or take "older" out.`,
    );
  }
  return routed.map(([operationName, operation]) => ({
    name: `${connection.id}.${operationName}`,
    connection,
    operationName,
    operation,
    policy: policyOf(operation, retry),
  }));
}

/** Tries go on for hours, because an outage may last for hours; a lease outlives all requests of one attempt. */
const defaults = {
  attempts: 40,
  base: "2s",
  cap: "15m",
  totalAge: "24h",
  timeout: "10s",
  lease: "30s",
} as const;
const poisonLimit = 3;

function policyOf({ retry: own, timeout }: AnyOperation, override: ConnectionConfig["retry"]): RoutePolicy {
  const { attempts, base, cap, totalAge } = { ...defaults, ...own, ...override };
  return {
    attempts,
    baseMs: milliseconds(base),
    capMs: milliseconds(cap),
    totalAgeMs: milliseconds(totalAge),
    timeoutMs: milliseconds(timeout ?? defaults.timeout),
    leaseMs: milliseconds(defaults.lease),
    poisonLimit,
  };
}

function issues(where: string, { issues: found }: z.ZodError): string[] {
  return found.map(({ path, message }) => `${[where, ...path.map(String)].join(".")}: ${message}`);
}
