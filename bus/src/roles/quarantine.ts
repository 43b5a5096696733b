import type { Logger } from "pino";
import type { Line } from "../delivery/line.ts";
import { lifeOf } from "../delivery/life.ts";
import type { Token } from "../delivery/token.ts";
import { consume, type Delivered } from "../rabbitmq/consumer.ts";
import { quarantineQueue } from "../rabbitmq/names.ts";
import type { Generation } from "../rabbitmq/generation.ts";
import { handle } from "./handle.ts";
import type { InFlight } from "./in-flight.ts";

type QuarantineOptions = {
  readonly lines: readonly Line[];
  readonly inFlight: InFlight;
  readonly log: Logger;
  readonly closing: AbortSignal;
};

/** A suspect that waits for its vendor must not count as one that kills: then it comes again later. */
const patienceMs = 10_000;
const laterMs = 30_000;

/**
 * Starts suspects of a crash loop one at a time, in all workers together: the queue has a single active consumer, and it
 * takes one. One that dies here too reaches the dead-letter queue after few deliveries, and nobody else with it.
 */
export async function consumeQuarantine(
  generation: Generation,
  ended: AbortSignal,
  { lines, inFlight, log, closing }: QuarantineOptions,
): Promise<void> {
  const byRoute = new Map(lines.map((line) => [line.route.name, line]));
  const onMessage = (message: Delivered) => {
    if (closing.aborted) return;
    const line = byRoute.get(message.routingKey);
    if (line) return inFlight.add(handle(message, { name: line.route.name, life: alone(line) }, ended, log));
    log.error(
      { route: message.routingKey, messageId: message.id },
      "a suspect's route is not configured here",
    );
    message.deadLetter();
  };
  await consume(generation, { queue: quarantineQueue, prefetch: 1, onMessage });
}

function alone(line: Line) {
  const life = lifeOf({ ...line, quarantined: true });
  return async (token: Token, ended: AbortSignal) => {
    const impatient = AbortSignal.timeout(patienceMs);
    try {
      return await life(token, AbortSignal.any([ended, impatient]));
    } catch (error) {
      // Nothing has begun where the gate did not let it through.
      if (ended.aborted || !impatient.aborted) throw error;
      await line.defer({ token, forMs: laterMs, reason: "suspect" });
      return { kind: "done" as const };
    }
  };
}
