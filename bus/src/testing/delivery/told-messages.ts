import type { ContractRegistry } from "@spindlebus/contracts";
import { pino } from "pino";
import type { Emit } from "../../delivery/ports.ts";
import type { Draft } from "../../intake/draft.ts";
import { emitThrough } from "../../roles/emit.ts";

/** Result messages as the intake would take them: one an id, the first of that id stands. */
export type ToldMessages = {
  readonly emit: Emit;
  /** In the order in which they were told. */
  readonly messages: ReadonlyMap<string, Draft["message"]>;
};

/** The real way out of a delivery, into an intake in memory. `onTold` sees each new message at the moment it is told. */
export function toldMessages(
  registry: ContractRegistry,
  onTold: (message: Draft["message"]) => void = () => undefined,
): ToldMessages {
  const messages = new Map<string, Draft["message"]>();
  const emit = emitThrough({
    intake: {
      accept: async ({ message }) => {
        const id = message.sourceId;
        const duplicate = messages.has(id);
        if (!duplicate) {
          messages.set(id, message);
          onTold(message);
        }
        return { kind: "accepted", id, duplicate };
      },
    },
    registry,
    log: pino({ level: "silent" }),
    signal: new AbortController().signal,
  });
  return { emit, messages };
}
