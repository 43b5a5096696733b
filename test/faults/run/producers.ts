import { connect } from "amqplib";
import { stepTaken, stepUndone, type Step } from "../bus/contracts.ts";
import type { Logbook } from "./logbook.ts";

/** Publishes steps of entities, each entity's in order: the next only when the last was accepted. */
export type Producers = {
  /** Publishes so many steps of each of so many new entities; resolves when all are accepted. */
  readonly publish: (wanted: {
    readonly entities: number;
    readonly steps: number;
    readonly over?: "http" | "amqp";
    /** How the entities' names begin; those of `killer`s kill their worker. */
    readonly named?: string;
  }) => Promise<void>;
};

type ProducersOptions = {
  readonly ingress: () => string;
  readonly token: string;
  readonly amqpUrl: string;
  readonly random: () => number;
  readonly logbook: Logbook;
  readonly pauseMs: number;
};

export const producerSource = "/faults";
const answerWithinMs = 5_000;
const againMs = 200;

/** Opens producers that do what producers should: the same id until there is an answer. */
export function openProducers(options: ProducersOptions): Producers {
  let entities = 0;
  return {
    async publish({ entities: count, steps, over = "http", named = "e" }) {
      const names = Array.from({ length: count }, () => `${named}${(entities += 1)}`);
      await Promise.all(names.map((entity) => life(entity, steps, over, options)));
    },
  };
}

async function life(entity: string, steps: number, over: "http" | "amqp", options: ProducersOptions) {
  const offer = over === "http" ? overHttp : overAmqp;
  for (let place = 1; place <= steps; place += 1) {
    const step = {
      reference: `${entity}-${place}`,
      entity,
      place,
      ...(isHeavy(entity, place) && { ballast }),
    };
    let answer: string;
    do {
      answer = await offer(step, options);
      if (answer !== "accepted") await pause(againMs);
    } while (answer !== "accepted");
    // A producer may also forget that it was answered.
    if (options.random() < 0.05) await offer(step, options);
    await pause(options.random() * 2 * options.pauseMs);
  }
}

/** Some steps of every tenth entity are longer than what travels. */
const isHeavy = (entity: string, place: number): boolean => place % 4 === 2 && entity.endsWith("0");
const ballast = "x".repeat(300_000);

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Every fourth step is one back. */
const eventOf = (step: Step) =>
  JSON.stringify({
    specversion: "1.0",
    id: step.reference,
    source: producerSource,
    type: (step.place % 4 === 0 ? stepUndone : stepTaken).type,
    data: step,
  });

async function overHttp(step: Step, { ingress, token, logbook }: ProducersOptions): Promise<string> {
  const sourceId = step.reference;
  try {
    const response = await fetch(`${ingress()}/v1/messages`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/cloudevents+json" },
      body: eventOf(step),
      signal: AbortSignal.timeout(answerWithinMs),
    });
    const body = (await response.json()) as { readonly id?: string };
    const answer = response.status === 202 ? "accepted" : "refused";
    logbook.tell({ sourceId, answer, ...(answer === "accepted" && { messageId: body.id ?? "" }) });
    return answer;
  } catch {
    logbook.tell({ sourceId, answer: "unknown" });
    return "unknown";
  }
}

/** A connection for each message: what is tested is the bus, not this client. */
async function overAmqp(step: Step, { amqpUrl, logbook, random }: ProducersOptions): Promise<string> {
  const sourceId = step.reference;
  const urls = amqpUrl.split(",");
  const url = urls[Math.floor(random() * urls.length)] ?? amqpUrl;
  let connection: Awaited<ReturnType<typeof connect>> | undefined;
  try {
    connection = await connect(url, { timeout: answerWithinMs });
    connection.on("error", () => undefined);
    const channel = await connection.createConfirmChannel();
    channel.on("error", () => undefined);
    channel.publish("spindle.intake", "", Buffer.from(eventOf(step)), {
      persistent: true,
      mandatory: true,
      contentType: "application/cloudevents+json",
    });
    await Promise.race([channel.waitForConfirms(), tooLate()]);
    logbook.tell({ sourceId, answer: "accepted" });
    return "accepted";
  } catch {
    logbook.tell({ sourceId, answer: "unknown" });
    return "unknown";
  } finally {
    await connection?.close().catch(() => undefined);
  }
}

const tooLate = () =>
  new Promise<never>(
    (_, reject) => void setTimeout(() => reject(new Error("no confirm")), answerWithinMs).unref(),
  );
