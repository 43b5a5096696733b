import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ConfigError } from "../config/bus-plan.ts";
import type { SpindleConfig } from "../config/define-config.ts";
import type { SecretSource } from "../config/secret-source.ts";
import { secretsFromEnvironment, type Environment, type Settings } from "../settings.ts";
import { writePrivately } from "./private-file.ts";

/** Connection → secret → value. */
type DevSecrets = Readonly<Record<string, Readonly<Record<string, string>>>>;

const DevSecretsFile = z.record(z.string(), z.record(z.string(), z.string()));

/**
 * Makes the secrets that simulated vendors share with the bus, for those that the environment does not give, and keeps
 * them in `dev-secrets.json`. One that an earlier run made is kept, so that what was signed with it stays valid.
 */
export function keepDevSecrets({ connections }: SpindleConfig, given: SecretSource, dataDir: string): void {
  const before = readDevSecrets(dataDir);
  const secrets = Object.entries(connections)
    .filter(([, { simulator }]) => simulator !== undefined)
    .map(([id, { adapter }]) => {
      const missing = Object.entries(adapter.secrets.shape).filter(([name]) => given(id, name) === undefined);
      return [
        id,
        Object.fromEntries(missing.map(([name, schema]) => [name, before[id]?.[name] ?? invent(schema)])),
      ];
    });
  writePrivately(fileOf(dataDir), `${JSON.stringify(Object.fromEntries(secrets), undefined, 2)}\n`);
}

/** Secrets from the environment, and where simulators run, those made for them. */
export function secretsBeside(
  env: Environment,
  { dataDir, simulatorUrls }: Pick<Settings, "dataDir" | "simulatorUrls">,
): SecretSource {
  const given = secretsFromEnvironment(env);
  if (Object.keys(simulatorUrls).length === 0) return given;
  const made = readDevSecrets(dataDir);
  return (connection, secret) => given(connection, secret) ?? made[connection]?.[secret];
}

function readDevSecrets(dataDir: string): DevSecrets {
  const file = fileOf(dataDir);
  if (!existsSync(file)) return {};
  try {
    return DevSecretsFile.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    throw new ConfigError(
      [`${file} cannot be read. Delete it, and "spindle start --simulators" makes it anew.`],
      {
        cause,
      },
    );
  }
}

/** A secret as the vendor spells it: its schema may say how it begins (`prefix`), and that it is hexadecimal (`encoding`). */
function invent(schema: z.core.$ZodType): string {
  const { prefix, encoding } = z.globalRegistry.get(schema) ?? {};
  const random = randomBytes(24).toString(encoding === "hex" ? "hex" : "base64url");
  return `${typeof prefix === "string" ? prefix : ""}${random}`;
}

const fileOf = (dataDir: string): string => join(dataDir, "dev-secrets.json");
