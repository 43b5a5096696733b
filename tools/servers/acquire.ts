import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import type { Say } from "../say.ts";
import { readClaim, stillRuns } from "./claim.ts";
import { DataDirInUse, startGuard } from "./guard-process.ts";
import { planServers, thisMachine, type Machine } from "./plan.ts";
import { hasExited } from "./processes.ts";
import { readRecord } from "./record.ts";
import type { ServersRecord } from "./record.ts";

/** A RabbitMQ and a PostgreSQL, as long as their owner lives or until it releases them. */
export type Servers = ServersRecord & {
  readonly amqpUrl: string;
  readonly databaseUrl: string;
  /** A process group to end before the servers, should the owner die without a word. */
  endFirst(group: number): void;
  /** Stops the servers and waits until they are gone; `hard` does not let them tidy up. */
  release(hard?: boolean): Promise<void>;
};

/** What `acquireServers` needs to know. */
export type Wanted = {
  readonly dataDir: string;
  readonly say: Say;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** What servers can be made of; this machine, unless it is to be another RabbitMQ. */
  readonly machine?: Machine;
  /** More settings of the PostgreSQL that is started. */
  readonly postgresSettings?: readonly string[] | undefined;
  /** Gives up, and leaves nothing running. */
  readonly signal?: AbortSignal;
};

/**
 * Gets the servers of a data dir, in this order of preference: named in the environment, found on the machine, in a
 * container, installed. Throws DataDirInUse, or an error that says what to type. The pids are those of the start;
 * `servers.json` in the data dir says how the servers run now.
 */
export async function acquireServers({
  dataDir,
  say,
  environment = process.env,
  machine = thisMachine,
  postgresSettings,
  signal,
}: Wanted): Promise<Servers> {
  const directory = resolve(dataDir);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await waitForEndingGuard(directory, say);
  const { rabbitmq, postgres } = await planServers(environment, machine, say);
  const guard = await startGuard({ dataDir: directory, rabbitmq, postgres, postgresSettings }, say, signal);
  const record = readRecord(directory);
  if (!record) throw new Error(`the servers run, but ${directory}/servers.json is missing`);
  return { ...withUrls(record), ...guard };
}

const withUrls = ({ rabbitmq, postgres }: ServersRecord) => ({
  amqpUrl: rabbitmq.url,
  databaseUrl: postgres.url,
  rabbitmq,
  postgres,
});

/** The servers of a data dir whose owner runs and has them ready, or nothing. */
export function runningServers(dataDir: string): ServersRecord | undefined {
  const claim = readClaim(resolve(dataDir));
  return claim && stillRuns(claim.guard) && stillRuns(claim.owner) ? readRecord(resolve(dataDir)) : undefined;
}

/** A guard whose owner has died is about to end; with its owner alive, the data dir is taken. */
async function waitForEndingGuard(dataDir: string, say: Say): Promise<void> {
  const claim = readClaim(dataDir);
  if (!claim || !stillRuns(claim.guard)) return;
  if (stillRuns(claim.owner)) throw new DataDirInUse(dataDir, claim.owner.pid);
  say(`waiting for the servers of process ${claim.owner.pid}, which has ended, to stop`);
  if (!(await hasExited(claim.guard.pid, 60_000))) {
    throw new Error(`the servers of an earlier run do not stop; type: kill -9 ${claim.guard.pid}`);
  }
}
