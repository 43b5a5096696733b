import type { Progress, Say } from "../say.ts";
import { step } from "../say.ts";
import { aptInstallRabbitmq, canInstallPackages } from "./apt-install-rabbitmq.ts";
import type { Plan } from "./protocol.ts";
import { containerEngineAnswers, pullRabbitmq } from "./rabbitmq-container.ts";
import { findRabbitmq } from "./rabbitmq-programs.ts";
import type { RabbitmqPrograms } from "./rabbitmq-programs.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** What this machine has to offer a plan. */
export type Machine = {
  readonly platform: NodeJS.Platform;
  findRabbitmq(): RabbitmqPrograms | undefined;
  containerEngineAnswers(): Promise<boolean>;
  pullRabbitmq(): Promise<void>;
  canInstallPackages(): boolean;
  installRabbitmq(progress: Progress): Promise<void>;
};

/** The machine we run on. */
export const thisMachine: Machine = {
  platform: process.platform,
  findRabbitmq,
  containerEngineAnswers,
  pullRabbitmq,
  canInstallPackages,
  installRabbitmq: aptInstallRabbitmq,
};

/** Where the servers come from, in order of preference. Installs RabbitMQ when nothing else is left. */
export async function planServers(
  environment: Environment,
  machine: Machine,
  say: Say,
): Promise<Omit<Plan, "dataDir">> {
  const databaseUrl = environment["SPINDLE_DATABASE_URL"];
  return {
    rabbitmq: await planRabbitmq(environment["SPINDLE_AMQP_URL"], machine, say),
    postgres: databaseUrl ? { url: databaseUrl } : "embedded",
  };
}

async function planRabbitmq(url: string | undefined, machine: Machine, say: Say): Promise<Plan["rabbitmq"]> {
  if (url) return { url };
  const found = machine.findRabbitmq();
  if (found) return { programs: found };
  if (await inContainer(machine, say)) return "container";
  if (machine.canInstallPackages()) {
    const doing =
      "installing the package rabbitmq-server (no RabbitMQ found; its system-wide broker is not started)";
    await step(
      say,
      doing,
      (progress) => machine.installRabbitmq(progress),
      () => "package rabbitmq-server installed",
    );
    const installed = machine.findRabbitmq();
    if (installed) return { programs: installed };
  }
  throw new Error(
    `no RabbitMQ: SPINDLE_AMQP_URL is not set, no rabbitmq-server is installed, and no container engine answers. ${remedy(machine.platform)}`,
  );
}

async function inContainer(machine: Machine, say: Say): Promise<boolean> {
  if (!(await machine.containerEngineAnswers())) return false;
  try {
    await step(say, "getting RabbitMQ's container image", () => machine.pullRabbitmq());
    return true;
  } catch (error) {
    say(`a container engine answers, but RabbitMQ's image cannot be had: ${String(error)}`);
    return false;
  }
}

function remedy(platform: NodeJS.Platform): string {
  if (platform === "linux") return "Type: sudo apt-get install rabbitmq-server";
  if (platform === "darwin") return "Type: brew install rabbitmq";
  return "Set SPINDLE_AMQP_URL to a RabbitMQ of yours";
}
