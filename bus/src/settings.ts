import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { nearest } from "@spindlebus/contracts";
import { z } from "zod";
import { masterKeysOf, type MasterKeys } from "./sealing/master-keys.ts";
import { secretVariable, type SecretSource } from "./config/secret-source.ts";

/** The value of a JSON text; a text that is none stays what it is, for the schema to refuse. */
function parsedJson(text: unknown): unknown {
  try {
    return typeof text === "string" ? JSON.parse(text) : text;
  } catch {
    return text;
  }
}

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
  /** 32 bytes in base64: wraps the keys that bodies about persons are sealed under. */
  SPINDLE_MASTER_KEY: z.string().optional(),
  SPINDLE_MASTER_KEY_FILE: z.string().optional(),
  /** Former ones, with commas between them: they open what they wrapped. */
  SPINDLE_MASTER_KEY_PREVIOUS: z.string().optional(),
  SPINDLE_MASTER_KEY_PREVIOUS_FILE: z.string().optional(),
  /** JSON, address → base URL of a simulator; set by `spindle start --simulators` for its processes. */
  SPINDLE_SIMULATOR_URLS: z.preprocess(parsedJson, z.record(z.string(), z.url())).default({}),
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
  /** The keys that wrap all others; without them nothing can be sealed or opened. */
  readonly masterKeys: MasterKeys | undefined;
};

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings.
 * @throws Error that lists every unknown or malformed `SPINDLE_*` variable and names the nearest known one
 */
export function readSettings(env: Environment = process.env): Settings {
  const own = Object.entries(env).filter(
    ([name, value]) => name.startsWith("SPINDLE_") && value !== "" && !fromKubernetes(name, value),
  );
  const known = Object.keys(variables.shape);
  const unknown = own.map(([name]) => name).filter((name) => !known.includes(name));
  const parsed = variables.safeParse(Object.fromEntries(own));
  const faults = [
    ...unknown.map(
      (name) =>
        `${name} is not a setting. Did you mean ${nearest(name, known)[0] ?? "one that the README names"}?`,
    ),
    ...(parsed.error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? []),
  ];
  const masterKeys = parsed.success ? keysFrom(parsed.data, faults) : undefined;
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
    simulatorUrls: data.SPINDLE_SIMULATOR_URLS,
    masterKeys,
  };
}

/** A variable as it may be shown, and where its value comes from. */
export type SettingView = {
  readonly variable: string;
  /** Null where it has none. */
  readonly value: string | null;
  readonly source: "environment" | "default";
};

/** Every variable that Spindle reads, without what is secret in it. */
export function settingViews(env: Environment = process.env): readonly SettingView[] {
  const defaults: Readonly<Record<string, unknown>> = variables.parse({});
  return Object.keys(variables.shape).map((variable) => {
    const given = env[variable];
    if (given !== undefined && given !== "")
      return { variable, value: shownValue(variable, given), source: "environment" };
    const value = defaults[variable];
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return { variable, value: value === undefined ? null : text, source: "default" };
  });
}

/** Keys are not shown, and URLs without who logs in by them. */
const shownValue = (variable: string, value: string): string =>
  /_KEY(_PREVIOUS)?$/.test(variable) ? "•••" : value.replace(/\/\/[^@/]*@/g, "//");

/** The master keys, from variables or from the files that they name; what is wrong with them is added to the faults. */
function keysFrom(data: z.infer<typeof variables>, faults: string[]): MasterKeys | undefined {
  try {
    const current = textOrFile(data.SPINDLE_MASTER_KEY, data.SPINDLE_MASTER_KEY_FILE);
    const former = textOrFile(data.SPINDLE_MASTER_KEY_PREVIOUS, data.SPINDLE_MASTER_KEY_PREVIOUS_FILE);
    if (current === undefined) return undefined;
    return masterKeysOf([current, ...(former?.split(/[,\s]+/).filter((text) => text !== "") ?? [])]);
  } catch (error) {
    faults.push(`SPINDLE_MASTER_KEY: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

const textOrFile = (text: string | undefined, file: string | undefined): string | undefined =>
  file === undefined ? text : readFileSync(file, "utf8").trim();

/** Secrets from `<CONNECTION>_<SECRET>`, or from the file that `<CONNECTION>_<SECRET>_FILE` names. */
export function secretsFromEnvironment(env: Environment = process.env): SecretSource {
  return (connection, secret) => {
    const variable = secretVariable(connection, secret);
    const file = env[`${variable}_FILE`];
    if (file !== undefined && existsSync(file)) return readFileSync(file, "utf8").trim();
    return env[variable];
  };
}

/** Where the environment gives a secret, if it does. */
export type SecretOrigin = (connection: string, secret: string) => "env" | "file" | undefined;

/** Tells of each secret whether {@link secretsFromEnvironment} has it from a variable or from a file. */
export function secretOrigins(env: Environment = process.env): SecretOrigin {
  return (connection, secret) => {
    const variable = secretVariable(connection, secret);
    const file = env[`${variable}_FILE`];
    if (file !== undefined && existsSync(file)) return "file";
    return env[variable] === undefined ? undefined : "env";
  };
}

/**
 * Kubernetes injects such variables for a service that is called spindle-something, one of them under the very name of a
 * setting: `SPINDLE_INGRESS_PORT=tcp://10.0.0.7:8080`.
 */
function fromKubernetes(name: string, value: string | undefined): boolean {
  return (
    /_SERVICE_(HOST|PORT)|_PORT_\d/.test(name) ||
    (name.endsWith("_PORT") && /^(tcp|udp|sctp):/.test(value ?? ""))
  );
}
