import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import getPort from "get-port";

/** A whole Spindle with simulators, as `npm start` runs it, on servers, ports and a data dir of its own. */
export type RunningSpindle = {
  readonly dataDir: string;
  readonly ingress: string;
  readonly admin: string;
  readonly simulators: string;
  readonly environment: NodeJS.ProcessEnv;
  /** What the processes wrote. */
  readonly output: () => string;
  /** Role → pid, as the data dir says now. */
  readonly processes: () => Readonly<Record<string, number>>;
  /** The content of a file in the data dir: a token, for example. */
  readonly file: (name: string) => string;
  /** Asks it to stop; gives the exit code. */
  readonly stop: () => Promise<number | null>;
};

type StartOptions = {
  readonly amqpUrl: string;
  readonly databaseUrl: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Whether the vendors of the configuration are simulated. */
  readonly simulators?: boolean;
};

const readyWithinMs = 60_000;

/** Starts `spindle start`, with simulators unless told otherwise, and waits until ingress and admin API are ready. */
export async function startSpindle({
  amqpUrl,
  databaseUrl,
  environment = {},
  simulators = true,
}: StartOptions): Promise<RunningSpindle> {
  const dataDir = mkdtempSync(join(tmpdir(), "spindle-"));
  const [ingressPort, adminPort, simulatorPort] = [await getPort(), await getPort(), await getPort()];
  const env: NodeJS.ProcessEnv = {
    ...withoutSpindle(process.env),
    SPINDLE_AMQP_URL: amqpUrl,
    SPINDLE_DATABASE_URL: databaseUrl,
    SPINDLE_DATA_DIR: dataDir,
    SPINDLE_INGRESS_PORT: String(ingressPort),
    SPINDLE_ADMIN_PORT: String(adminPort),
    SPINDLE_SIMULATOR_PORT: String(simulatorPort),
    SPINDLE_DEMO_TRAFFIC: "0",
    SPINDLE_LOG_LEVEL: "warn",
    ...environment,
  };
  const child = spawn(
    process.execPath,
    ["bus/bin/spindle.mjs", "start", ...(simulators ? ["--simulators"] : [])],
    {
      env,
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));

  const spindle: RunningSpindle = {
    dataDir,
    ingress: `http://127.0.0.1:${ingressPort}`,
    admin: `http://127.0.0.1:${adminPort}`,
    simulators: `http://127.0.0.1:${simulatorPort}/simulators`,
    environment: env,
    output: () => output,
    processes: () =>
      JSON.parse(readFileSync(join(dataDir, "processes.json"), "utf8")) as Record<string, number>,
    file: (name) => readFileSync(join(dataDir, name), "utf8").trim(),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill("SIGTERM");
        await once(child, "exit");
      }
      rmSync(dataDir, { recursive: true, force: true });
      return child.exitCode;
    },
  };
  await ready(spindle, child);
  return spindle;
}

async function ready({ ingress, admin, output }: RunningSpindle, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + readyWithinMs;
  for (;;) {
    if ((await answers(`${ingress}/readyz`)) && (await answers(`${admin}/readyz`))) return;
    if (child.exitCode !== null) throw new Error(`spindle start ended with ${child.exitCode}:\n${output()}`);
    if (Date.now() > deadline) {
      child.kill("SIGTERM");
      throw new Error(`spindle start was not ready within ${readyWithinMs} ms:\n${output()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

/** The variables of the test run itself must not leak in: `SPINDLE_TEST_DATA_DIR` and the like. */
function withoutSpindle(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("SPINDLE_")));
}
