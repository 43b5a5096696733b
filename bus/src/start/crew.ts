import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { LogFile } from "./log-file.ts";
import { quietRepeats, readableLine } from "./log-line.ts";
import { makePrivateFolder, writePrivately } from "./private-file.ts";
import { roleNames, stopWithinMs, type RoleName } from "./role-names.ts";
import { startRoleProcess } from "./role-process.ts";
import { supervise, type Supervised } from "./supervise.ts";

/** The roles of one installation, each kept running in a process of its own. */
export type Crew = {
  /** Starts these roles and waits until they stand. @throws where one cannot be started as it is configured */
  start(roles: readonly RoleName[]): Promise<void>;
  /** Rejects when a role cannot be started any more. */
  readonly failed: Promise<never>;
  /** Stops one role after the other; answers those that did not end in good order. */
  stop(): Promise<readonly RoleName[]>;
};

type CrewOptions = {
  readonly dataDir: string;
  readonly logDir: string;
  readonly env: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
};

/** Opens a crew without anybody in it. `processes.json` in the data dir always says who runs. */
export function openCrew({ dataDir, logDir, env, say }: CrewOptions): Crew {
  makePrivateFolder(logDir);
  const crew = new Map<RoleName, Supervised>();
  const failed = Promise.withResolvers<never>();
  // Whoever waits for it hears of it; without this line, a failure before that would end the process.
  failed.promise.catch(() => undefined);
  const isWorthShowing = quietRepeats(() => performance.now());
  let stopping = false;

  const note = () => {
    const pids = [...crew].flatMap(([role, { pid }]) => (pid === undefined ? [] : [[role, pid] as const]));
    writePrivately(
      join(dataDir, "processes.json"),
      `${JSON.stringify(Object.fromEntries(pids), undefined, 2)}\n`,
    );
  };
  const startOne = (role: RoleName): Supervised => {
    const log = new LogFile(join(logDir, `${role}.log`));
    const onLine = (line: string) => {
      log.append(line);
      if (isWorthShowing(line)) say(line.startsWith("{") ? readableLine(line) : `${role}: ${line}`);
    };
    const supervised = supervise({
      role,
      start: () => startRoleProcess(role, env, onLine),
      stopWithinMs: stopWithinMs[role],
      // Not yet before it is in the crew; then this function notes it.
      onChange: () => crew.has(role) && note(),
      say,
      pause: (delayMs, signal) => delay(delayMs, undefined, { signal }).catch(() => undefined), // aborted: stopping
      nowMs: () => performance.now(),
    });
    crew.set(role, supervised);
    note();
    supervised.ended.catch(failed.reject);
    return supervised;
  };

  return {
    failed: failed.promise,
    async start(roles) {
      if (stopping) return;
      const started = roles.map(startOne);
      await Promise.race([Promise.all(started.map(({ ready }) => ready)), failed.promise]);
    },
    async stop() {
      stopping = true;
      for (const supervised of crew.values()) supervised.retire();
      const untidy: RoleName[] = [];
      for (const role of roleNames) {
        const supervised = crew.get(role);
        if (supervised && !(await supervised.stop())) untidy.push(role);
      }
      return untidy;
    },
  };
}
