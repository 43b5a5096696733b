import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import { secretVariable, type SecretSource } from "./config/bus-plan.ts";

/** The environment variables that Spindle reads, with their defaults. This module alone reads the environment. */
const variables = z.object({
  SPINDLE_AMQP_URL: z
    .string()
    .regex(/^amqps?:\/\//, "must be an amqp:// or amqps:// URL")
    .optional(),
  SPINDLE_DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must be a postgres:// URL")
    .optional(),
  SPINDLE_INGRESS_PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  SPINDLE_ADMIN_PORT: z.coerce.number().int().min(0).max(65_535).default(8081),
  SPINDLE_SIMULATOR_PORT: z.coerce.number().int().min(0).max(65_535).default(8090),
  SPINDLE_HOST: z.string().default("127.0.0.1"),
  SPINDLE_DATA_DIR: z.string().default(".spindle"),
  SPINDLE_DEMO_TRAFFIC: z.enum(["0", "1"]).default("0"),
  SPINDLE_LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
  SPINDLE_CONFIG: z.string().default("spindle.config.ts"),
  /** JSON, adapter → base URL of its simulator; set by `spindle start --simulators` for its processes. */
  SPINDLE_SIMULATOR_URLS: z.string().default("{}"),
  /** Used by the test runner of this repository, and harmless here. */
  SPINDLE_TEST_DATA_DIR: z.string().optional(),
});

/** What the environment says, checked. */
export type Settings = {
  readonly amqpUrl: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly ingressPort: number;
  readonly adminPort: number;
  readonly simulatorPort: number;
  /** The address that ingress and admin API listen on: loopback unless said otherwise. */
  readonly host: string;
  readonly dataDir: string;
  readonly demoTraffic: boolean;
  readonly logLevel: string;
  readonly configPath: string;
  readonly simulatorUrls: Readonly<Record<string, string>>;
};

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings.
 * @throws Error that lists every unknown or malformed `SPINDLE_*` variable and names the nearest known one
 */
export function readSettings(env: Environment = process.env): Settings {
  const own = Object.entries(env).filter(([name]) => name.startsWith("SPINDLE_") && !fromKubernetes(name));
  const unknown = own.map(([name]) => name).filter((name) => !(name in variables.shape));
  const parsed = variables.safeParse(Object.fromEntries(own));
  const faults = [
    ...unknown.map((name) => `${name} is not a setting. Did you mean ${nearestTo(name)}?`),
    ...(parsed.error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? []),
  ];
  if (faults.length > 0 || !parsed.success) {
    throw new Error(`The environment cannot be used:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`);
  }
  const { data } = parsed;
  return {
    amqpUrl: data.SPINDLE_AMQP_URL,
    databaseUrl: data.SPINDLE_DATABASE_URL,
    ingressPort: data.SPINDLE_INGRESS_PORT,
    adminPort: data.SPINDLE_ADMIN_PORT,
    simulatorPort: data.SPINDLE_SIMULATOR_PORT,
    host: data.SPINDLE_HOST,
    dataDir: resolve(data.SPINDLE_DATA_DIR),
    demoTraffic: data.SPINDLE_DEMO_TRAFFIC === "1",
    logLevel: data.SPINDLE_LOG_LEVEL,
    configPath: resolve(data.SPINDLE_CONFIG),
    simulatorUrls: z.record(z.string(), z.url()).parse(JSON.parse(data.SPINDLE_SIMULATOR_URLS)),
  };
}

/** Secrets from `<CONNECTION>_<SECRET>`, or from the file that `<CONNECTION>_<SECRET>_FILE` names. */
export function secretsFromEnvironment(env: Environment = process.env): SecretSource {
  return (connection, secret) => {
    const variable = secretVariable(connection, secret);
    const file = env[`${variable}_FILE`];
    if (file !== undefined && existsSync(file)) return readFileSync(file, "utf8").trim();
    return env[variable];
  };
}

/** Kubernetes injects these for a service that is called spindle-something. */
function fromKubernetes(name: string): boolean {
  if (name in variables.shape) return false;
  return /_SERVICE_|_PORT(_|$)/.test(name);
}

function nearestTo(name: string): string {
  const known = Object.keys(variables.shape);
  const shared = (other: string) =>
    new Set(other).intersection(new Set(name)).size - Math.abs(other.length - name.length);
  return known.toSorted((a, b) => shared(b) - shared(a))[0] ?? "one of the documented ones";
}
