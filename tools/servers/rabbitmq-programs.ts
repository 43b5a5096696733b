import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Paths of the programs of a RabbitMQ and its Erlang on this machine. */
export type RabbitmqPrograms = { readonly server: string; readonly ctl: string; readonly epmd: string };

/**
 * Debian's /usr/sbin/rabbitmq-server changes to the user `rabbitmq` and to the system's node; the scripts that
 * it wraps do what the environment says, for any user. So they come before the PATH.
 */
const rabbitmqFolders = ["/usr/lib/rabbitmq/bin"];
const erlangFolders = ["/usr/lib/erlang/bin", "/usr/local/lib/erlang/bin", "/usr/lib64/erlang/bin"];

/** Finds RabbitMQ on this machine, or nothing. */
export function findRabbitmq(path: string = process.env["PATH"] ?? ""): RabbitmqPrograms | undefined {
  const onPath = path.split(delimiter).filter((folder) => folder !== "");
  const server = find("rabbitmq-server", [...rabbitmqFolders, ...onPath]);
  const ctl = find("rabbitmqctl", [...rabbitmqFolders, ...onPath]);
  const epmd = find("epmd", [...onPath, ...erlangFolders]);
  return server && ctl && epmd ? { server, ctl, epmd } : undefined;
}

const find = (program: string, folders: readonly string[]) =>
  folders.map((folder) => join(folder, program)).find((file) => existsSync(file));
