import { bareLoop } from "./bare-loop.ts";
import { deliveries } from "./deliveries.ts";
import { failureSearches } from "./failure-searches.ts";
import { bareHandler, httpIntake } from "./intake.ts";
import { addedLatency } from "./latency.ts";
import type { Place } from "./place.ts";
import { rabbitmqClientLoop } from "./rabbitmq-client-loop.ts";
import { rascalLoop } from "./rascal-loop.ts";
import { replayBesideLive } from "./replay.ts";
import type { Sample, Sizes } from "./sample.ts";
import { memoryWithBacklog, memoryWithFrozenDatabase } from "./worker-memory.ts";

/** One thing that is measured, once in each round. */
export type Measure = {
  readonly title: string;
  /** Whether its database is the one with the grown ledger. */
  readonly onGrownLedger?: boolean;
  /** Takes so long, and varies so little, that one round is enough. */
  readonly once?: boolean;
  /** Stops the database for everybody: never on a server that is not the benchmark's own. */
  readonly needsOwnServers?: boolean;
  readonly run: (place: Place, sizes: Sizes) => Promise<Sample>;
};

const unordered = (place: Place, { messages }: Sizes) => deliveries(place, { messages });

/** Everything that can be measured, in the order of a round, by the name that `--measures` knows. */
export const measures = {
  bare: { title: "bare amqplib loop", run: bareLoop },
  // Slow enough that fewer messages take as long.
  rascal: {
    title: "Rascal, publish-confirm-ack, as it comes",
    run: (place, { messages }) => rascalLoop(place, { messages: Math.ceil(messages / 20) }),
  },
  rascalWide: {
    title: "Rascal with as many channels as it allows",
    run: (place, { messages }) => rascalLoop(place, { messages: Math.ceil(messages / 5), channels: 90 }),
  },
  rabbitmqClient: { title: "rabbitmq-client, publish-confirm-ack", run: rabbitmqClientLoop },
  deliveries: { title: "deliveries, one route, full ledger", run: unordered },
  deliveriesGrown: {
    title: "the same on a ledger that has grown",
    onGrownLedger: true,
    run: unordered,
  },
  lanes: {
    title: "deliveries of a strict group",
    run: (place, { messages, laneKeys }) => deliveries(place, { messages, laneKeys }),
  },
  bare4: {
    title: "bare amqplib loop, four queues",
    run: (place, { messages }) => bareLoop(place, { messages: Math.ceil(messages / 4), queues: 4 }),
  },
  deliveries4: {
    title: "deliveries, four routes on one stream",
    run: (place, { messages }) => deliveries(place, { messages: Math.ceil(messages / 4), routes: 4 }),
  },
  bareHandler: { title: "bare Hono handler, publish with confirm", run: bareHandler },
  intake: { title: "HTTP intake, 202 after the confirm", run: httpIntake },
  latency: {
    title: "added latency, answer to vendor call",
    run: (place, { rate, rateSeconds }) => addedLatency(place, { rate, seconds: rateSeconds }),
  },
  memoryWaiting: {
    title: "worker memory, backlog in the queue",
    once: true,
    run: memoryWithBacklog,
  },
  memoryFrozen: {
    title: "worker memory, Postgres frozen",
    once: true,
    needsOwnServers: true,
    run: (place, { messages, frozenSeconds }) =>
      memoryWithFrozenDatabase(place, { messages, seconds: frozenSeconds }),
  },
  storm: {
    title: "recording dead deliveries",
    run: (place, { messages }) => deliveries(place, { messages, refused: true }),
  },
  replay: {
    title: "replay beside live traffic",
    once: true,
    run: (place, { replayed }) => replayBesideLive(place, { items: replayed }),
  },
  pacedReplay: {
    title: "live traffic beside a paced replay",
    once: true,
    run: (place, { replayed }) =>
      replayBesideLive(place, { items: Math.ceil(replayed / 5), ratePerSecond: 1_000 }),
  },
  failures: {
    title: "searching failures",
    once: true,
    run: (place, { failures }) => failureSearches(place, failures),
  },
} satisfies Readonly<Record<string, Measure>>;

export type MeasureName = keyof typeof measures;
