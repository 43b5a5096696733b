import type { Say } from "../say.ts";
import { step } from "../say.ts";
import type { Plan } from "./protocol.ts";
import { findRabbitmq } from "./rabbitmq-programs.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Decides where the servers come from; installs RabbitMQ when nothing else is left. */
export async function planServers(dataDir: string, environment: Environment, say: Say): Promise<Plan> {
  return { dataDir, rabbitmq: await planRabbitmq(environment, say), postgres: planPostgres(environment) };
}

async function planRabbitmq(environment: Environment, _say: Say): Promise<Plan["rabbitmq"]> {
  const url = environment["SPINDLE_AMQP_URL"];
  if (url) return { url };
  const programs = findRabbitmq(environment["PATH"]);
  if (programs) return { programs };
  throw new Error("no rabbitmq");
}

function planPostgres(environment: Environment): Plan["postgres"] {
  const url = environment["SPINDLE_DATABASE_URL"];
  return url ? { url } : "embedded";
}
