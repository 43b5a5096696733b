import { spawn } from "node:child_process";
import { appendFileSync } from "node:fs";
import { orders, type Step } from "./orders.ts";

type Moment = `${"before" | "after"} ${Step}`;

/** How often each failpoint's place was passed. */
const passed = orders.failpoints.map(() => 0);

/** Says that a step was reached: here this process dies, stops or throws, if it was ordered to. Gives a wait, if any. */
export function reach(at: Moment, route?: string): number {
  let waitMs = 0;
  for (const [index, point] of orders.failpoints.entries()) {
    if (point.at !== at || (point.route ?? route) !== route) continue;
    const nth = (passed[index] ?? 0) + 1;
    passed[index] = nth;
    if (nth < point.nth || nth >= point.nth + point.times) continue;
    note({ atMs: Date.now(), at, act: point.act, nth, forMs: point.forMs });
    if (point.act === "throw") throw new Error(`failpoint: ${at}, time ${nth}`);
    if (point.act === "kill") process.kill(process.pid, "SIGKILL");
    if (point.act === "stop") stop(point.forMs);
    if (point.act === "wait") waitMs = point.forMs;
  }
  return waitMs;
}

/** Wraps a step of a port. */
export async function around<T>(step: Step, run: () => Promise<T>, route?: string): Promise<T> {
  await pause(reach(`before ${step}`, route));
  const result = await run();
  await pause(reach(`after ${step}`, route));
  return result;
}

/** A step that is not waited for takes no turn of the event loop either. */
const pause = (ms: number): Promise<void> | undefined =>
  ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : undefined;

/** A stopped process cannot wake itself. */
function stop(forMs: number): void {
  const wake = `sleep ${forMs / 1_000}; kill -CONT ${process.pid}`;
  spawn("sh", ["-c", wake], { detached: true, stdio: "ignore" }).unref();
  process.kill(process.pid, "SIGSTOP");
}

function note(met: Readonly<Record<string, unknown>>): void {
  appendFileSync(orders.notes, `${JSON.stringify({ process: orders.name, ...met })}\n`);
}
