import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Contract } from "@spindlebus/contracts";
import { localUrl } from "../command/apis.ts";
import type { Host } from "../command/host.ts";
import type { Print } from "../command/print.ts";
import { awaitReady } from "./await-ready.ts";
import { openCrew, type Crew } from "./crew.ts";
import { demoTraffic } from "./demo-traffic.ts";
import { prepareRun, type Run } from "./prepare-run.ts";
import { stopWithinMs } from "./role-names.ts";
import { forgetRunning, noteRunning } from "./running.ts";
import { endInGoodOrder } from "./stop-signals.ts";
import { tokenFiles } from "./tokens.ts";
import { welcomeLines } from "./welcome.ts";

/**
 * Runs every role as processes of one group until it is told to stop: prepares database, topology and tokens, starts
 * simulators first where they are wanted, waits until messages are taken, and says what to try.
 * @throws where something cannot be prepared, or a role cannot be started as it is configured; then nothing runs
 */
export async function start(
  host: Host,
  print: Print,
  { simulators }: { readonly simulators: boolean },
): Promise<void> {
  const say = (line: string) => print.note(`spindle: ${line}`);
  const run = await prepareRun(host.env, simulators, say);
  const { dataDir } = run.settings;
  const logDir = join(dataDir, "logs");
  const crew = openCrew({ dataDir, logDir, env: { ...host.env, ...run.environment }, say });
  const stopping = new AbortController();
  const stop = async () => {
    stopping.abort();
    const untidy = await crew.stop();
    forgetRunning(dataDir);
    if (untidy.length > 0) throw new Error(`did not end in good order: ${untidy.join(", ")}`);
  };
  endInGoodOrder({
    stop,
    withinMs: Object.values(stopWithinMs).reduce((sum, ms) => sum + ms, 30_000),
    onError: (message, error) => say(`${message}: ${String(error)}`),
  });
  try {
    noteRunning(dataDir, run.environment);
    await startRoles(crew, run, simulators, stopping.signal);
    welcome(print, run, simulators, logDir);
    const demo = startDemo(host, run, stopping.signal);
    await Promise.race([crew.failed, demo.then(() => crew.failed)]);
  } catch (error) {
    // A stop that somebody ordered makes what was waited for fail; it ends the process when everything has stopped.
    if (stopping.signal.aborted) return;
    await stop();
    throw error;
  }
}

async function startRoles(
  crew: Crew,
  { settings }: Run,
  simulators: boolean,
  signal: AbortSignal,
): Promise<void> {
  if (simulators) await crew.start(["simulators"]);
  await crew.start(["ingress", "worker", "scheduler", "recorder", "admin"]);
  const ready = [settings.ingressPort, settings.adminPort].map((port) => awaitReady(localUrl(port), signal));
  await Promise.race([Promise.all(ready), crew.failed]);
}

function welcome(print: Print, { settings, example }: Run, simulators: boolean, logDir: string): void {
  const { dataDir, ingressPort, adminPort, simulatorPort } = settings;
  const ingressUrl = localUrl(ingressPort);
  const adminUrl = localUrl(adminPort);
  const simulatorUrl = simulators ? localUrl(simulatorPort) : undefined;
  print.value({ event: "ready", ingressUrl, adminUrl, simulatorUrl, dataDir });
  const lines = welcomeLines({
    ingressUrl,
    adminUrl,
    dataDir,
    logDir,
    prefix: dataDir === resolve(".spindle") ? "" : `SPINDLE_DATA_DIR=${dataDir} `,
    demoTraffic: settings.demoTraffic && example !== undefined,
    ...(simulatorUrl !== undefined && { simulatorUrl }),
    ...(example && { example: { type: example.contract.type, adapter: example.adapter } }),
  });
  for (const line of lines) print.line(line);
}

async function startDemo({ fetch }: Host, { settings, example }: Run, signal: AbortSignal): Promise<void> {
  if (!settings.demoTraffic || !example) return;
  const contract: Contract = example.contract;
  const token = readFileSync(join(settings.dataDir, tokenFiles.producer), "utf8").trim();
  await demoTraffic({ url: localUrl(settings.ingressPort), token, contract, signal, fetch });
}
