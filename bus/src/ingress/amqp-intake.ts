import {
  defaultLimits,
  entityKeyOf,
  readAmqpEvent,
  type CloudEventLimits,
  type CloudEventResult,
  type Extensions,
} from "@spindlebus/contracts";
import type { Logger } from "pino";
import { inlineBytes } from "../bodies/stored-body.ts";
import { openRoom, type Room } from "../bodies/room.ts";
import { openTurns, type InTurn } from "../in-turn.ts";
import { persist } from "../persist.ts";
import { consume, type Delivered } from "../rabbitmq/consumer.ts";
import { intakeQueue } from "../rabbitmq/names.ts";
import { openSession, type Session } from "../rabbitmq/session.ts";
import { scrub } from "../redact.ts";
import { openInFlight } from "../roles/in-flight.ts";
import { oneFault, problemText, wordsOf, type Fault } from "./fault.ts";
import type { IntakeFailure, IntakeFailures } from "./intake-failure.ts";
import { conflictText, receiveEvent, type ReceivePorts, type Reception } from "./receive-event.ts";

type AmqpPorts = ReceivePorts & { readonly failures: IntakeFailures; readonly limits?: CloudEventLimits };

type AmqpIntakeOptions = AmqpPorts & { readonly url: string; readonly name: string; readonly log: Logger };

/** The way in for AMQP publishers. */
export type AmqpIntake = Pick<Session, "ready"> & {
  /** Takes no more, finishes what it took, and leaves the rest to the queue. */
  stop(): Promise<void>;
};

/** So many raw bodies are in memory at once, each as long as the broker takes it: 16 MiB by default on RabbitMQ 4. */
const prefetch = 32;
const drainMs = 8_000;

/** Consumes the queue `spindle.intake`, whose broker user has proven who publishes. */
export function openAmqpIntake({ url, name, log, ...ports }: AmqpIntakeOptions): AmqpIntake {
  const stopping = new AbortController();
  const inFlight = openInFlight();
  const around = { log, stopping: stopping.signal, inTurn: openTurns(), room: openRoom() };
  const session = openSession({
    url,
    name,
    log,
    setup: (generation) =>
      consume(generation, {
        queue: intakeQueue,
        prefetch,
        onMessage: (message) => {
          if (!stopping.signal.aborted) inFlight.add(admit(message, ports, around));
        },
      }),
  });
  return {
    ready: (timeoutMs) => session.ready(timeoutMs),
    async stop() {
      stopping.abort(new Error("the ingress is stopping"));
      await inFlight.settled(drainMs);
      await session.close();
    },
  };
}

type Around = { readonly log: Logger; readonly stopping: AbortSignal; readonly inTurn: InTurn };

/**
 * Parsed and checked a large message takes several times its length, so that few are at work at once. What comes after one
 * that waits for room waits as well: within an entity the order stays.
 */
async function admit(message: Delivered, ports: AmqpPorts, around: Around & { readonly room: Room }) {
  const { byteLength } = message.body;
  const bytes = byteLength > inlineBytes ? byteLength : 0;
  if (bytes === 0 && !around.room.isCrowded()) return takeMessage(message, ports, around);
  const signal = AbortSignal.any([around.stopping, message.ended]);
  // Without room until the end of its channel or of the process it is not acked, and comes again.
  const letGo = await around.room.take("amqp", bytes, signal).catch(() => undefined);
  if (letGo) await takeMessage(message, ports, around).finally(letGo);
}

/**
 * One AMQP message from delivery to ack. It is acked once it is accepted or kept as a failure; while neither can be done
 * it stays unacked, and is tried again until its channel is gone. Those of one entity wait for each other: a later one that
 * is published first would be first in its strict lane.
 */
export function takeMessage(message: Delivered, ports: AmqpPorts, around: Around): Promise<void> {
  const event = eventOf(message, ports);
  const take = () => takeEvent(event, message, ports, around);
  const entity = entityOf(event, ports);
  return entity === undefined ? take() : around.inTurn(entity, take);
}

async function takeEvent(
  event: CloudEventResult,
  message: Delivered,
  ports: AmqpPorts,
  { log, stopping }: Around,
): Promise<void> {
  const signal = AbortSignal.any([stopping, message.ended]);
  try {
    // Its channel may have gone while it waited for its turn; then it comes again, behind those before it.
    signal.throwIfAborted();
    const reception = await persist("taking an AMQP message in", () => receive(event, ports), {
      log,
      signal,
    });
    if (reception.kind === "accepted") {
      message.ack();
      log.info({ messageId: reception.id, duplicate: reception.duplicate }, "message by AMQP");
      return;
    }
    const failure = failureOf(message, reception, ports);
    const kept = await persist("keeping an intake failure", () => ports.failures.record(failure), {
      log,
      signal,
    });
    message.ack();
    // A person has to mend it, once; a redelivery of the same bytes is no news.
    const level = kept.duplicate ? "warn" : "error";
    log[level]({ failureId: `${kept.id}:intake`, code: failure.error.code }, "message by AMQP failed");
  } catch (error) {
    // Not acked, so the broker delivers it again.
    if (!signal.aborted) log.error({ reason: scrub(wordsOf(error)) }, "message by AMQP is stuck");
  }
}

type Ended = Exclude<Reception, { kind: "notStored" }> | { readonly kind: "threw"; readonly error: unknown };

async function receive(event: CloudEventResult, ports: ReceivePorts): Promise<Ended> {
  let reception: Reception;
  try {
    reception = await receiveEvent(event, ports);
  } catch (error) {
    // A bug of ours, which no repeat mends.
    return { kind: "threw", error };
  }
  if (reception.kind === "notStored") throw new Error(reception.reason);
  return reception;
}

/** What the event is about; undefined where that cannot be said, and then it will not be accepted. */
function entityOf(event: CloudEventResult, { registry }: ReceivePorts): string | undefined {
  const contract = event.ok ? registry.get(event.attributes.type) : undefined;
  if (!event.ok || !contract) return undefined;
  try {
    return entityKeyOf(contract, event.data);
  } catch {
    return undefined;
  }
}

function eventOf({ contentType, headers, body }: Delivered, { limits }: AmqpPorts): CloudEventResult {
  return readAmqpEvent({ properties: { contentType }, headers, body }, limits);
}

function failureOf(
  { id, contentType, headers, body }: Delivered,
  ended: Exclude<Ended, { kind: "accepted" }>,
  { limits = defaultLimits }: AmqpPorts,
): IntakeFailure {
  const isTooLarge = body.byteLength > limits.bodyBytes;
  return {
    type: "intake.amqp",
    source: "/amqp",
    contentType: isTooLarge ? "application/octet-stream" : (contentType ?? "application/octet-stream"),
    body: isTooLarge ? body.subarray(0, excerptBytes) : body,
    extensions: {
      ...attributesOf(headers),
      ...(id !== undefined && { messageid: id }),
      ...(isTooLarge && { bodybytes: body.byteLength }),
    },
    error: oneFault("AMQP", isTooLarge ? [faultOf(ended), onlyAnExcerpt] : [faultOf(ended)]),
  };
}

/** What is kept of a body that is longer than any that can be mended and sent again: enough to know it by. */
const excerptBytes = 65_536;
const onlyAnExcerpt: Fault = {
  code: "too-large",
  message: `Only its first ${excerptBytes} bytes are kept: its publisher has to send less`,
};

function faultOf(ended: Exclude<Ended, { kind: "accepted" }>): Fault {
  if (ended.kind === "threw") return { code: "internal", message: wordsOf(ended.error) };
  if (ended.kind === "conflict") return { code: "id-conflict", message: conflictText(ended.id) };
  return { code: ended.problem.code, message: problemText(ended.problem) };
}

const attributeHeader = /^cloudEvents[:_](.+)$/;

/** The event's attributes as they came, right or wrong: without them an operator could not tell what it was. */
function attributesOf(headers: Readonly<Record<string, unknown>>): Extensions {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([header, value]) => {
      const name = attributeHeader.exec(header)?.[1];
      const plain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
      return name !== undefined && plain ? [[name, value] as const] : [];
    }),
  );
}
