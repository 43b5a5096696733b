import type { EventResult, SendEvents } from "./send-batch.ts";
import { readHttpEvents, type ContractRegistry } from "@spindlebus/contracts";
import { receiveEvent } from "../../ingress/receive-event.ts";

/** Says of events what the ingress would say, by the same steps, and stores nothing. */
export const checking = (registry: ContractRegistry): SendEvents => {
  const intake = { accept: async () => ({ kind: "accepted" as const, id: "", duplicate: false }) };
  return (events) =>
    Promise.all(
      events.map(async ({ json }): Promise<EventResult> => {
        const body = new TextEncoder().encode(json);
        const read = readHttpEvents({ contentType: "application/cloudevents+json", headers: [], body });
        const event = read.ok ? read.events[0] : read;
        if (event === undefined) throw new Error("a structured CloudEvent was read as none");
        const reception = await receiveEvent(event, { registry, intake });
        if (reception.kind === "accepted") return { ok: true, duplicate: false };
        if (reception.kind === "refused") {
          const { errors = [], ...problem } = reception.problem;
          return { ok: false, problem: { ...problem, errors } };
        }
        throw new Error(`a check ended as ${reception.kind}`);
      }),
    );
};
