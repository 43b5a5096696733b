import type { ContractRegistry } from "@spindlebus/contracts";
import type { Logger } from "pino";
import { v5 as uuidv5 } from "uuid";
import { envelopeFacts, type Emission } from "../adapter/index.ts";
import type { Claimed } from "../delivery/ledger.ts";
import type { Emit } from "../delivery/ports.ts";
import type { Token } from "../delivery/token.ts";
import type { Acceptance, Draft } from "../intake/draft.ts";
import type { Intake } from "../intake/intake.ts";
import { maxHops } from "../intake/max-hops.ts";
import { validate } from "../intake/validate.ts";
import { persist } from "../persist.ts";
import type { Route } from "../route.ts";

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
  return async ({ route, token, claim }, emissions) => {
    const hops = Number(token.envelope.extensions.hops ?? 0) + 1;
    if (hops > maxHops) {
      log.error({ route: route.name, messageId: token.envelope.id, hops }, "a loop of messages ends here");
      return;
    }
    for (const [index, emission] of emissions.entries()) {
      const draft = draftOf(emission, index, hops, { route, token, claim });
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

type From = { readonly route: Route; readonly token: Token; readonly claim: Claimed };

function draftOf(emission: Emission, index: number, hops: number, { route, token, claim }: From): Draft {
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
      sourceId: uuidv5([id, route.name, claim.revision, index].join("/"), namespace),
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
