import type { Operations } from "@spindlebus/bus/engine";
import { type World, anEnvelope } from "./fake-world.ts";

/** What dry runs read of the failures. */
export const fakeDryRunStore = ({ failures, payload, recorded, find }: World): Operations["dryRunStore"] => ({
  choose: async (selection) =>
    "ids" in selection
      ? selection.ids
      : failures.map(({ messageId: id, route }) => ({ messageId: id, route })),
  read: async (keys) =>
    keys.map((key) => ({
      key,
      state: find(key)?.state ?? null,
      message: payload ? { envelope: anEnvelope, body: payload.body } : null,
      failedRequest: null,
      behind: null,
    })),
  load: async (message) => message,
  facts: async (asks) => asks.map(() => undefined),
  areOlder: async (asks) => asks.map(() => false),
  async note(actor, target) {
    recorded.payloadReaders.push(`${actor} ${target}`);
  },
});
