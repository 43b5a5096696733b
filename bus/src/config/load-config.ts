import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { isRecord, nearest } from "@spindlebus/contracts";
import { z } from "zod";
import { noticeKinds } from "../notices/endpoint.ts";
import { Retention } from "../retention/retention.ts";
import type { Settings } from "../settings.ts";
import { Admin, adminKeysAt } from "./admin-config.ts";
import { ConfigError } from "./bus-plan.ts";
import type { ConfigContext, SpindleConfig } from "./define-config.ts";
import { Policy } from "./edit-policy.ts";
import { Ingress, ingressKeysAt } from "./ingress-config.ts";
import { DurationText } from "./duration-schema.ts";
import { alertKeysAt, Alerts } from "./plan-alerts.ts";
import { Rollout, rolloutKeysAt, Serves, Stores } from "./routing-config.ts";

const limit = {
  concurrency: z.int().min(1).exactOptional(),
  perSecond: z.number().positive().exactOptional(),
};
const PerKey = z.strictObject(limit);

/** The shape of a configuration. What the adapters' own schemas say is checked when it is planned. */
const Connection = z.strictObject({
  adapter: z.custom<object>(isAdapter, "must be an adapter, as its package exports it"),
  settings: z.record(z.string(), z.unknown()),
  limits: z.strictObject({ ...limit, perKey: PerKey.exactOptional() }).exactOptional(),
  retry: z
    .strictObject({
      attempts: z.int().min(1).exactOptional(),
      base: DurationText.exactOptional(),
      cap: DurationText.exactOptional(),
      totalAge: DurationText.exactOptional(),
    })
    .exactOptional(),
  operations: z.array(z.string()).exactOptional(),
  brand: z.string().min(1).exactOptional(),
  serves: Serves.exactOptional(),
  shadow: z.boolean().exactOptional(),
  privateNetwork: z.boolean().exactOptional(),
  hosts: z
    .array(z.string().regex(/^[a-z0-9.-]+(:\d{1,5})?$/, 'must be a host, such as "login.vendor.com"'))
    .exactOptional(),
  simulator: z
    .custom<() => unknown>((value) => typeof value === "function", "must be a function")
    .exactOptional(),
});
const Notice = z.strictObject({
  url: z.string(),
  sources: z.array(z.string().min(1)).min(1).exactOptional(),
  types: z.array(z.string().min(1)).min(1).exactOptional(),
  on: z.array(z.enum(noticeKinds)).exactOptional(),
  privateNetwork: z.boolean().exactOptional(),
});
const LargeMessages = z.strictObject({
  maxBytes: z.number().exactOptional(),
  store: z
    .custom<object>((value) => isRecord(value), "must be a store, such as s3BodyStore(…)")
    .exactOptional(),
});
const Config = z.strictObject({
  contracts: z.array(
    z.custom<object>(isContract, "must be a contract, made by defineEvent or defineCommand"),
  ),
  connections: z.record(z.string(), Connection),
  stores: Stores.exactOptional(),
  rollouts: z.record(z.string(), Rollout).exactOptional(),
  notices: z.record(z.string(), Notice).exactOptional(),
  alerts: Alerts.exactOptional(),
  ingress: Ingress.exactOptional(),
  policy: Policy.exactOptional(),
  admin: Admin.exactOptional(),
  largeMessages: LargeMessages.exactOptional(),
  retention: Retention.exactOptional(),
});

/**
 * Imports the configuration file and asks it for the configuration.
 * @throws ConfigError where there is no such file, it cannot be imported, or what it exports is no configuration
 */
export async function loadConfig({
  configPath,
  simulatorUrls,
}: Pick<Settings, "configPath" | "simulatorUrls">): Promise<SpindleConfig> {
  const build = await importBuilder(configPath);
  let built: unknown;
  try {
    built = await build({ simulator: (adapter) => simulatorUrls[adapter] });
  } catch (cause) {
    throw new ConfigError([`${configPath} throws when it is called: ${messageOf(cause)}`], { cause });
  }
  const checked = Config.safeParse(built);
  if (!checked.success)
    throw new ConfigError(checked.error.issues.flatMap((issue) => explain(issue, configPath)));
  // The schema above is the type's own shape; zod's copy would have lost the functions' types.
  return built as SpindleConfig;
}

async function importBuilder(configPath: string): Promise<(context: ConfigContext) => unknown> {
  if (!existsSync(configPath)) {
    throw new ConfigError([
      `There is no configuration at ${configPath}. Run in the folder of your spindle.config.ts, or set SPINDLE_CONFIG to its path.`,
    ]);
  }
  let module: { readonly default?: unknown };
  try {
    module = await import(pathToFileURL(configPath).href);
  } catch (cause) {
    throw new ConfigError([`${configPath} cannot be imported: ${messageOf(cause)}`], { cause });
  }
  if (typeof module.default !== "function") {
    throw new ConfigError([
      `${configPath} has no default export to call. Write: export default defineConfig(({ simulator }) => ({ contracts, connections })).`,
    ]);
  }
  // A function that takes something else shows in what it returns, which is checked.
  return module.default as (context: ConfigContext) => unknown;
}

function explain(issue: z.core.$ZodIssue, configPath: string): readonly string[] {
  const where = issue.path.length === 0 ? configPath : issue.path.map(String).join(".");
  if (issue.code !== "unrecognized_keys") return [`${where}: ${issue.message}`];
  const known = knownAt(issue.path);
  return issue.keys.map((key) => {
    const [guess] = nearest(key, known, 1);
    const hint = guess === undefined ? "" : ` Did you mean ${guess}?`;
    return `${where}: "${key}" is not a key here.${hint} Known are ${known.join(", ")}.`;
  });
}

/** The keys known at a path that the schema found strict. */
function knownAt([top, ...rest]: readonly PropertyKey[]): readonly string[] {
  const [, part, inner] = rest;
  if (top === "notices") return Object.keys(Notice.shape);
  if (top === "alerts") return alertKeysAt(rest);
  if (top === "ingress") return ingressKeysAt(rest);
  if (top === "admin") return adminKeysAt(rest);
  if (top === "rollouts") return rolloutKeysAt(rest.slice(1));
  if (top === "retention") return Object.keys(Retention.shape);
  if (top === "policy") return Object.keys(Policy.shape);
  if (top === "largeMessages") return Object.keys(LargeMessages.shape);
  if (top === "stores") return ["brand", "country"];
  if (top !== "connections") return Object.keys(Config.shape);
  if (inner === "perKey") return Object.keys(PerKey.shape);
  if (part === "limits") return Object.keys(Connection.shape.limits.unwrap().shape);
  if (part === "serves") return Object.keys(Serves.unwrap().shape);
  if (part === "retry") return Object.keys(Connection.shape.retry.unwrap().shape);
  return Object.keys(Connection.shape);
}

function isAdapter(value: unknown): boolean {
  return isRecord(value) && typeof value["name"] === "string" && isRecord(value["operations"]);
}

function isContract(value: unknown): boolean {
  return isRecord(value) && typeof value["type"] === "string" && typeof value["entityKey"] === "string";
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
