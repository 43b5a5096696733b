import type { ContractRegistry } from "@spindlebus/contracts";
import type { Logger } from "pino";
import { v5 as uuidv5 } from "uuid";
import { envelopeFacts, type Emission } from "../adapter/index.ts";
import type { Emit } from "../delivery/ports.ts";
import type { Acceptance, Draft } from "../intake/draft.ts";
import type { Intake } from "../intake/intake.ts";
import { maxHops } from "../intake/max-hops.ts";
import { validate } from "../intake/validate.ts";
import { persist } from "../persist.ts";

const namespace = "d6a1f0c2-2f4e-4f0a-8f5e-0d6a0f8f7a11";

type EmitOptions = {
  readonly intake: Intake;
  readonly registry: ContractRegistry;
  readonly log: Logger;
  /** Ends the tries to publish. */
  readonly signal: AbortSignal;
};

/**
 * Result messages go through the intake like any other. Their ids follow from the delivery, so that a settle that is
 * repeated after a crash finds them there already.
 */
export function emitThrough({ intake, registry, log, signal }: EmitOptions): Emit {
  return async (from, emissions) => {
    const { route, token } = from;
    const hops = Number(token.envelope.extensions.hops ?? 0) + 1;
    if (hops > maxHops) {
      log.error({ route: route.name, messageId: token.envelope.id, hops }, "a loop of messages ends here");
      return;
    }
    for (const [index, emission] of emissions.entries()) {
      const draft = draftOf(emission, index, hops, from);
      const fault = validate(registry, draft.message);
      if (fault) {
        // The effect exists at the vendor and must be settled; the adapter's mistake is for its author.
        const { type } = draft.message;
        // Where and what was expected; what came there is for a sender's eyes.
        const errors = fault.errors.map(({ pointer, detail }) => ({ pointer, detail }));
        log.error(
          { route: route.name, messageId: token.envelope.id, type, errors },
          "result message is invalid",
        );
        continue;
      }
      const accept = () => acceptOrThrow(intake, draft);
      const acceptance = await persist("publishing a result message", accept, { log, signal });
      if (acceptance.kind === "unstorable") {
        const { type } = draft.message;
        const { reason } = acceptance;
        log.error(
          { route: route.name, messageId: token.envelope.id, type, reason },
          "result message cannot be stored",
        );
      }
    }
  };
}

async function acceptOrThrow(intake: Intake, draft: Draft): Promise<Acceptance> {
  const acceptance = await intake.accept(draft);
  // A conflict is an earlier life of this very delivery that told it with other words; the first stands.
  if (acceptance.kind === "notStored") throw new Error(acceptance.reason);
  return acceptance;
}

type From = Parameters<Emit>[0];

/**
 * A refusal has ids apart from a success: the replay of a delivery that was refused may succeed, and both are facts. Neither
 * has the era in it: the same message refused again is the same fact, and only an edited one is another.
 */
function resultId({ route, token, claim, result }: From, index: number): string {
  const { id } = token.envelope;
  const parts = [id, route.name, claim.revision, ...(result === "rejected" ? ["rejected"] : []), index];
  return uuidv5(parts.join("/"), namespace);
}

function draftOf(emission: Emission, index: number, hops: number, from: From): Draft {
  const { route, token } = from;
  const { contract, data, time } = emission;
  const { extensions: facts, ...known } = envelopeFacts(emission);
  const { id, time: causeTime, extensions } = token.envelope;
  const { correlationid, traceparent, testmode } = extensions;
  const happened = time ?? causeTime;
  return {
    contentType: "application/json",
    body: Buffer.from(JSON.stringify(data)),
    message: {
      type: contract.type,
      source: `/routes/${route.name}`,
      sourceId: resultId(from, index),
      ...(happened !== undefined && { time: happened }),
      ...known,
      data,
      extensions: {
        causationid: id,
        correlationid: correlationid ?? id,
        hops,
        ...(traceparent !== undefined && { traceparent }),
        ...(testmode !== undefined && { testmode }),
        ...facts,
      },
    },
  };
}
