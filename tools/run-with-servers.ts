import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import type { Say } from "./say.ts";
import { acquireServers } from "./servers/acquire.ts";
import type { Machine } from "./servers/plan.ts";
import type { Servers } from "./servers/acquire.ts";
import { endGroup, pidOf, send } from "./servers/processes.ts";
import { onStopOrder } from "./stop-orders.ts";

/** A command that needs servers. */
export type Errand = {
  readonly dataDir: string;
  readonly say: Say;
  /** The command: arguments for Node. */
  readonly args: readonly string[];
  /** The servers' programs, where they are not the machine's own. */
  readonly machine?: Machine;
  /** More settings of the PostgreSQL that is started. */
  readonly postgresSettings?: readonly string[];
  /** The command's whole environment. */
  readonly environment: (servers: Servers) => NodeJS.ProcessEnv;
};

/** How a command ended, and how long things took. */
export type Ending = {
  readonly exitCode: number;
  readonly serversMs: number;
  readonly commandMs: number;
  readonly stopMs: number;
};

/**
 * Runs a command in the foreground while it holds the servers of a data dir. The first order to stop goes to the
 * command, and the servers follow when it has ended; a second order forces both. Nothing is left running.
 */
export async function runWithServers({
  dataDir,
  say,
  args,
  machine,
  postgresSettings,
  environment,
}: Errand): Promise<Ending> {
  const [stop, force] = [new AbortController(), new AbortController()];
  onStopOrder(({ signal, count }) => (count === 1 ? stop : force).abort(new StopOrdered(signal)));

  const times = [performance.now()];
  const servers = await acquireServers({
    dataDir,
    say,
    ...(machine && { machine }),
    postgresSettings,
    signal: stop.signal,
  });
  times.push(performance.now());
  force.signal.addEventListener("abort", () => void servers.release(true));
  const exitCode = await runCommand(args, environment(servers), servers, stop.signal, force.signal);
  times.push(performance.now());
  await servers.release();
  times.push(performance.now());
  const [serversMs = 0, commandMs = 0, stopMs = 0] = times.slice(1).map((time, i) => time - (times[i] ?? 0));
  return { exitCode, serversMs, commandMs, stopMs };
}

/** Somebody wants us to stop before there was anything to run. */
export class StopOrdered extends Error {
  readonly signal: NodeJS.Signals;

  constructor(signal: NodeJS.Signals) {
    super(`stopped by ${signal}`);
    this.signal = signal;
  }
}

/** The exit code of a process that a signal ended, as shells count. */
export const exitCodeOf = (signal: NodeJS.Signals): number => 128 + constants.signals[signal];

async function runCommand(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  servers: Servers,
  stop: AbortSignal,
  force: AbortSignal,
): Promise<number> {
  // A session of its own: the terminal's Ctrl-C reaches it through us only, hence once. By the channel Spindle hears of our death,
  // also in the moment before the servers' guard has been told of it.
  const child = spawn(process.execPath, args, {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env,
    detached: true,
  });
  const exited = once(child, "exit");
  const group = await pidOf(child);
  servers.endFirst(group);
  stop.addEventListener("abort", () => {
    if (stop.reason instanceof StopOrdered) child.kill(stop.reason.signal);
  });
  force.addEventListener("abort", () => send(-group, "SIGKILL"));
  await exited;
  await endGroup(group, 0);
  return child.exitCode ?? exitCodeOf(child.signalCode ?? "SIGKILL");
}
