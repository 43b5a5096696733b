import { ConfigError } from "../config/bus-plan.ts";
import type { Settings } from "../settings.ts";
import type { RoleContext } from "../role.ts";

/** Settings with both servers named. @throws ConfigError that names the variable that is missing */
export function withServers(settings: Settings): RoleContext["settings"] {
  const { amqpUrl, databaseUrl } = settings;
  const faults: string[] = [];
  if (amqpUrl === undefined)
    faults.push(missing("SPINDLE_AMQP_URL", "RabbitMQ", "amqp://user:password@host:5672"));
  if (databaseUrl === undefined) faults.push(missing(...databaseVariable));
  if (amqpUrl === undefined || databaseUrl === undefined) throw new ConfigError(faults);
  return { ...settings, amqpUrl, databaseUrl };
}

/** The database's URL. @throws ConfigError that names the variable that is missing */
export function withDatabase({ databaseUrl }: Settings): string {
  if (databaseUrl !== undefined) return databaseUrl;
  throw new ConfigError([missing(...databaseVariable)]);
}

const databaseVariable = [
  "SPINDLE_DATABASE_URL",
  "PostgreSQL",
  "postgres://user:password@host:5432/spindle",
] as const;

const missing = (variable: string, server: string, form: string): string =>
  `${variable} is not set: it names ${server}, for example ${form}. "npm start" brings servers of its own.`;
