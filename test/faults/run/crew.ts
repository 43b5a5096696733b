import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { isReadyMessage, type RoleName } from "../../../bus/src/start/role-names.ts";
import type { Failpoint, Orders } from "../process/orders.ts";
import type { Logbook } from "./logbook.ts";

export type Role = Exclude<RoleName, "simulators">;

/** What one life of a process is told beside its role. */
export type LifeOrders = Partial<Pick<Orders, "plants" | "clock">> & {
  readonly failpoints?: readonly Failpoint[];
};

/** One process of the bus, over all its lives. */
export type Member = {
  readonly name: string;
  readonly role: Role;
  readonly pid: () => number;
  readonly running: () => boolean;
  /** SIGKILL; the next life follows. */
  readonly kill: () => Promise<void>;
  /** SIGSTOP for so long. */
  readonly freeze: (forMs: number) => Promise<void>;
  /** SIGSTOP until that is done. */
  readonly freezeWhile: (work: () => Promise<void>) => Promise<void>;
  /** SIGTERM, and the next life when it has ended: a rolling restart. Gives the exit code. */
  readonly restart: (orders?: LifeOrders) => Promise<number | null>;
  /** For good, without a word. */
  readonly end: () => Promise<void>;
};

type CrewOptions = {
  readonly environment: Readonly<Record<string, string>>;
  readonly directory: string;
  readonly leaseMs: number;
  readonly logbook: Logbook;
  /** Of every life of every process. */
  readonly plants: readonly string[];
};

const nextLifeMs = 300;
const preload = new URL("../process/preload.ts", import.meta.url).href;

export type Crew = {
  /** Starts a process and waits until it is ready. Its lives have these orders in turn, and then none. */
  readonly start: (
    role: Role,
    n: number,
    lives?: readonly LifeOrders[],
    env?: NodeJS.ProcessEnv,
  ) => Promise<Member>;
  /** Runs `spindle` with these words, to its end. */
  readonly run: (...words: readonly string[]) => Promise<void>;
  /** The same, killed at a failpoint. @throws where it ends otherwise */
  readonly runDying: (point: Omit<Failpoint, "act">, ...words: readonly string[]) => Promise<void>;
  readonly members: readonly Member[];
  readonly end: () => Promise<void>;
};

/** Starts processes of the bus by the `spindle` command, and starts again what dies, as an orchestrator does. */
export function openCrew(options: CrewOptions): Crew {
  const members: Member[] = [];
  return {
    members,
    async start(role, n, lives = [], env = {}) {
      const member = await openMember(role, `${role} ${n}`, lives, env, options);
      members.push(member);
      return member;
    },
    async run(...words) {
      const child = launch("command", words, {}, {}, options);
      const [code] = (await once(child, "exit")) as [number | null];
      if (code !== 0)
        throw new Error(`spindle ${words.join(" ")} ended with ${code}; see ${options.directory}`);
    },
    async runDying(point, ...words) {
      const child = launch("command", words, { failpoints: [{ ...point, act: "kill" }] }, {}, options);
      const [code] = (await once(child, "exit")) as [number | null];
      if (code !== null)
        throw new Error(`spindle ${words.join(" ")} ended with ${code} and was not killed ${point.at}`);
    },
    async end() {
      await Promise.all(members.map((member) => member.end()));
    },
  };
}

async function openMember(
  role: Role,
  name: string,
  lives: readonly LifeOrders[],
  env: NodeJS.ProcessEnv,
  options: CrewOptions,
): Promise<Member> {
  let begun = 0;
  let over = false;
  let expected = false;
  let child: ChildProcess;
  const begin = (orders: LifeOrders = lives[begun] ?? {}) => {
    begun += 1;
    child = launch(name, [role, "--supervised"], orders, env, options);
    const life = child;
    life.once("exit", () => {
      if (over || expected) return;
      setTimeout(() => void (!over && child === life && begin()), nextLifeMs);
    });
    return ready(life);
  };
  await begin();
  const pid = () => child.pid ?? 0;
  const freezeWhile = async (work: () => Promise<void>) => {
    const life = child;
    const atMs = Date.now();
    life.kill("SIGSTOP");
    await work();
    life.kill("SIGCONT");
    options.logbook.fault({ kind: "freeze", target: name, atMs, untilMs: Date.now() });
  };
  const gone = async (life: ChildProcess) => {
    if (life.exitCode === null && life.signalCode === null) await once(life, "exit");
  };
  return {
    name,
    role,
    pid,
    running: () => child.exitCode === null && child.signalCode === null,
    async kill() {
      const life = child;
      options.logbook.fault({ kind: "kill", target: name });
      life.kill("SIGKILL");
      await gone(life);
    },
    freeze: (forMs) => freezeWhile(() => new Promise((resolve) => setTimeout(resolve, forMs))),
    freezeWhile,
    async restart(orders) {
      const life = child;
      expected = true;
      options.logbook.fault({ kind: "restart", target: name });
      life.kill("SIGTERM");
      await gone(life);
      expected = false;
      await begin(orders);
      return life.exitCode;
    },
    async end() {
      over = true;
      child.kill("SIGKILL");
      await gone(child);
    },
  };
}

function launch(
  name: string,
  words: readonly string[],
  orders: LifeOrders,
  env: NodeJS.ProcessEnv,
  { environment, directory, leaseMs, plants }: CrewOptions,
): ChildProcess {
  const given: Orders = {
    name,
    leaseMs,
    notes: join(directory, "failpoints.jsonl"),
    failpoints: [...(orders.failpoints ?? [])],
    plants: [...plants, ...(orders.plants ?? [])],
    ...(orders.clock && { clock: orders.clock }),
  };
  const log = openSync(join(directory, `${name.replaceAll(" ", "-")}.log`), "a");
  const child = spawn(process.execPath, ["--import", preload, "bus/bin/spindle.mjs", ...words], {
    env: { ...environment, ...env, FAULTS_PROCESS: JSON.stringify(given) },
    stdio: ["ignore", log, log, "ipc"],
  });
  closeSync(log);
  return child;
}

/** Resolves when the process says that it is ready, or has died: a failpoint may come before. */
async function ready(child: ChildProcess): Promise<void> {
  await new Promise<void>((resolve) => {
    child.on("message", (message) => isReadyMessage(message) && resolve());
    child.once("exit", () => resolve());
  });
}
