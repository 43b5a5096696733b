import { setTimeout as delay } from "node:timers/promises";
import { toStructured, type Contract } from "@spindlebus/contracts";
import { v7 as uuidv7 } from "uuid";
import { freshExample } from "../command/fresh-example.ts";

type DemoTraffic = {
  /** The ingress. */
  readonly url: string;
  readonly token: string;
  readonly contract: Contract;
  readonly signal: AbortSignal;
  readonly fetch: typeof fetch;
};

const everyMs = 4_000;
const longestPauseMs = 60_000;

/**
 * Publishes the contract's example every few seconds, each time as something new whose business id begins with `demo-`,
 * so that there is something to look at. It pauses, longer each time, while the ingress does not take its messages.
 */
export async function demoTraffic({
  url,
  token,
  contract,
  signal,
  fetch: request,
}: DemoTraffic): Promise<void> {
  for (let pauseMs = everyMs; !signal.aborted;) {
    await delay(pauseMs, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
    if (signal.aborted) return;
    const accepted = await request(`${url}/v1/messages`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/cloudevents+json" },
      body: JSON.stringify(demoEvent(contract)),
      signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]),
    }).then(
      ({ status }) => status === 202,
      () => false,
    );
    pauseMs = accepted ? everyMs : Math.min(pauseMs * 2, longestPauseMs);
  }
}

function demoEvent({ type, entityKey, examples }: Contract): Record<string, unknown> {
  return toStructured({
    type,
    source: "/demo",
    sourceId: uuidv7(),
    time: new Date().toISOString(),
    extensions: {},
    data: freshExample({ entityKey, example: examples[0] }, "demo-"),
  });
}
