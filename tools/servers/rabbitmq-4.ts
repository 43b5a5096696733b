import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { step, type Say } from "../say.ts";
import { canInstallPackages } from "./apt-install-rabbitmq.ts";
import type { Machine } from "./plan.ts";
import type { RabbitmqPrograms } from "./rabbitmq-programs.ts";

const run = promisify(execFile);
const script = fileURLToPath(new URL("./rabbitmq-4.sh", import.meta.url));

/**
 * The programs of a RabbitMQ 4 beside the machine's own, to be used wherever `findRabbitmq()` is: same environment, same
 * arguments, same paths, signals and pids. The first call gets them (Debian as root; a minute, 400 MB in the cache
 * folder); later ones, from any process, only look.
 * @throws Error with the next step where they cannot be had
 */
export async function rabbitmq4(
  say: Say,
  cache: string = process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"),
): Promise<RabbitmqPrograms> {
  const root = join(cache, "spindle", "rabbitmq-4");
  if (!existsSync(root)) await get(root, say);
  const programs = join(root, "spindle");
  return {
    server: join(programs, "rabbitmq-server"),
    ctl: join(programs, "rabbitmqctl"),
    epmd: join(programs, "epmd"),
  };
}

/** A machine whose RabbitMQ is a given one, for `acquireServers`. */
export const machineWith = (programs: RabbitmqPrograms, machine: Machine): Machine => ({
  ...machine,
  findRabbitmq: () => programs,
});

async function get(root: string, say: Say): Promise<void> {
  if (!canInstallPackages()) {
    throw new Error(
      "RabbitMQ 4 can only be fetched on Debian or a relative, as root. Set SPINDLE_AMQP_URL to one of yours and run npm test.",
    );
  }
  await mkdir(join(root, ".."), { recursive: true });
  await step(say, "getting RabbitMQ 4 in a userland of its own", async () => {
    await run("sh", [script, root], { maxBuffer: 64 * 1024 * 1024 });
  });
}
