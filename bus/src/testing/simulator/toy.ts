import { onTestFinished } from "vitest";
import type { SimulatorClock } from "./clock.ts";
import { simulatorControl } from "./control-client.ts";
import { startSimulators } from "./start-simulators.ts";
import { toySimulator } from "./toy-simulator.ts";
import type { WebhookTarget } from "./vendor.ts";

type ToyOptions = { readonly webhookTarget?: WebhookTarget; readonly clock?: SimulatorClock };

/** The toy vendor at work until the test is over, and a caller for it. */
export async function startToy(options: ToyOptions = {}) {
  const secrets = { apiKey: "toy_secret_1" };
  const toy = { connection: "toy-us", simulator: toySimulator, settings: { greeting: "hello" }, secrets };
  const running = await startSimulators({ simulators: [toy], port: 0, ...options });
  onTestFinished(running.close);
  const url = running.urls["toy"] ?? "";
  const stamp = (cardId: string, base = url, headers: Record<string, string> = {}) =>
    fetch(`${base}/stamps`, { method: "POST", headers, body: JSON.stringify({ cardId }) });
  const stampAll = async (count: number) => {
    const answers: (number | "dropped")[] = [];
    for (let n = 0; n < count; n += 1) {
      const answer = stamp(`card-${n}`).then(({ status }) => status);
      answers.push(await answer.catch(() => "dropped" as const));
    }
    return answers;
  };
  const shared = `http://127.0.0.1:${running.port}/simulators/toy`;
  return { url, shared, stamp, stampAll, control: simulatorControl(running.port, "toy"), port: running.port };
}

/** A clock that stands still: a wait ends when the test says so, or with an abort. */
export function stoppedClock() {
  const waits: { readonly delayMs: number; readonly end: () => void }[] = [];
  const waited = Promise.withResolvers<void>();
  const clock: SimulatorClock = {
    nowMs: () => Date.parse("2026-01-15T18:00:00Z"),
    wait: async (delayMs, signal) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      waits.push({ delayMs, end: resolve });
      signal.addEventListener("abort", () => resolve());
      waited.resolve();
      await promise;
    },
  };
  return { clock, waits, waited: waited.promise };
}
