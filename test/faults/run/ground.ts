import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";
import type { RabbitmqPrograms } from "../../../tools/servers/rabbitmq-programs.ts";
import type { ServersRecord } from "../../../tools/servers/record.ts";
import { onServer, withPath } from "../../support/on-server.ts";
import { addVhosts, deleteVhosts } from "../../support/vhosts.ts";
import { startCluster, type Cluster } from "../support/cluster.ts";
import { startDatabase, type Database } from "../support/database.ts";

const run = promisify(execFile);

/** A fresh vhost and a fresh database for one schedule. */
export type Place = {
  readonly amqpUrl: string;
  readonly databaseUrl: string;
  /** `rabbitmqctl`, for this vhost where the command knows vhosts. */
  readonly control: (...words: readonly string[]) => Promise<string>;
  readonly vhost: string;
  readonly leave: () => Promise<void>;
};

/** Servers to run schedules on; `own` where they may be hurt. */
export type Ground = {
  readonly place: () => Promise<Place>;
  readonly own?: { readonly cluster: Cluster; readonly database: Database };
};

type OwnGround = {
  readonly dataDir: string;
  readonly nodes: number;
  readonly programs?: RabbitmqPrograms | undefined;
};

/** Starts servers that nobody else uses. */
export async function ownGround({
  dataDir,
  nodes,
  programs,
}: OwnGround): Promise<Ground & { readonly close: () => Promise<void> }> {
  const [cluster, database] = await Promise.all([
    startCluster({ dataDir: join(dataDir, "cluster"), nodes, ...(programs && { programs }) }),
    // Few, so that they can be used up.
    startDatabase({ dataDir: join(dataDir, "database"), settings: ["max_connections=120"] }),
  ]);
  return {
    own: { cluster, database },
    async place() {
      const name = freshName();
      // After a schedule that killed them all they need a while to be one cluster again.
      await cluster.control(1, "await_online_nodes", String(nodes));
      const amqpUrl = await cluster.addVhost(name);
      await onServer(database.url, `CREATE DATABASE "${name}"`);
      return {
        vhost: name,
        amqpUrl,
        databaseUrl: withPath(database.url, name),
        control: (...words) => cluster.control(1, ...words),
        leave: async () => {
          await cluster.control(1, "delete_vhost", name);
          await onServer(database.url, `DROP DATABASE "${name}" WITH (FORCE)`);
        },
      };
    },
    async close() {
      await Promise.all([cluster.close(), database.close()]);
    },
  };
}

/** Servers that others use too: nothing but their own vhosts and databases may be touched. */
export function sharedGround({ rabbitmq, postgres: server }: ServersRecord): Ground {
  const { control } = rabbitmq;
  if (!control) throw new Error("the fault suite needs a broker whose rabbitmqctl it may call");
  return {
    async place() {
      const name = freshName();
      await addVhosts(rabbitmq, [name]);
      await onServer(server.url, `CREATE DATABASE "${name}"`);
      return {
        vhost: name,
        amqpUrl: withPath(rabbitmq.url, name),
        databaseUrl: withPath(server.url, name),
        control: async (...words) => {
          const env = { ...process.env, ...control.env };
          return (await run(control.command, [...control.args, "--quiet", ...words], { env })).stdout;
        },
        async leave() {
          await deleteVhosts(rabbitmq, [name]);
          await onServer(server.url, `DROP DATABASE "${name}" WITH (FORCE)`);
        },
      };
    },
  };
}

export const freshName = (): string => `faults-${randomBytes(6).toString("hex")}`;
