import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { acceptsAmqp } from "./accepts-amqp.ts";
import { keepSecret } from "./keep-secret.ts";
import { commandLineOf } from "./processes.ts";
import type { RunningServer, Server } from "./server.ts";

const run = promisify(execFile);
const composeFile = fileURLToPath(new URL("./rabbitmq.compose.yaml", import.meta.url));

/** Whether `docker compose` is installed and its engine answers. */
export async function containerEngineAnswers(): Promise<boolean> {
  try {
    await run("docker", ["info"], { timeout: 10_000 });
    await run("docker", ["compose", "version"], { timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
}

/** Gets the image of RabbitMQ unless it is there; throws when it cannot. */
export async function pullRabbitmq(): Promise<void> {
  // Nothing is started, so what the file needs to start something may be anything.
  const env = { ...process.env, PASSWORD: "unused", PORT: "5672" };
  await run("docker", ["compose", "-f", composeFile, "pull", "--quiet", "--policy", "missing", "rabbitmq"], {
    env,
  });
}

/** The RabbitMQ of a data dir in a container of its own; its data is in a volume and survives. */
export function rabbitmqContainer(dataDir: string, port: number): Server {
  const directory = join(dataDir, "rabbitmq");
  const project = `spindle-${createHash("sha256").update(dataDir).digest("hex").slice(0, 12)}`;
  const args = ["compose", "-f", composeFile, "-p", project];
  const url = async () =>
    `amqp://spindle:${await readFile(join(directory, "password"), "utf8")}@127.0.0.1:${port}`;
  return {
    name: "RabbitMQ",
    start: (signal) => start(directory, port, args, signal),
    url,
    control: {
      command: "docker",
      args: [...args, "exec", "-T", "rabbitmq", "rabbitmqctl"],
      // The file is read again by every command.
      env: { PASSWORD: "unused", PORT: String(port) },
    },
  };
}

async function start(directory: string, port: number, args: readonly string[], signal: AbortSignal) {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const password = await keepSecret(join(directory, "password"));
  const env = { ...process.env, PASSWORD: password, PORT: String(port) };
  const compose = (...words: string[]) => run("docker", [...args, ...words], { env });
  try {
    await run("docker", [...args, "up", "-d", "--wait", "rabbitmq"], { env, signal });
    if (!(await acceptsAmqp(port)))
      throw new Error(`RabbitMQ's container runs, but nothing answers on port ${port}`);
  } catch (error) {
    await compose("stop");
    throw error;
  }
  const container = (await compose("ps", "--quiet", "rabbitmq")).stdout.trim();
  return watched(container, (hard) => compose(hard ? "kill" : "stop"));
}

async function watched(container: string, stop: (hard: boolean) => Promise<unknown>): Promise<RunningServer> {
  const waiting = spawn("docker", ["wait", container], { stdio: "ignore" });
  const exited = once(waiting, "exit").then(() => undefined);
  const inspected = await run("docker", ["inspect", "--format", "{{.State.Pid}}", container]);
  const pid = Number(inspected.stdout);
  return {
    // In an engine that runs in a virtual machine the number names another process, or none, on this side.
    ...(commandLineOf(pid).includes("rabbitmq") && { pid }),
    exited,
    stop: async (hard) => {
      await stop(hard);
      await exited;
    },
  };
}
