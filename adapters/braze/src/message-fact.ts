import type { Fact, Recall } from "@spindlebus/bus/adapter";

const messageKind = "message";

/** To whom a message went, by Braze's id of the dispatch. */
export const messageFact = (dispatchId: string, guest: string): Fact => ({
  kind: messageKind,
  id: dispatchId,
  vendorId: guest,
  facts: {},
});

/** What to recall of a message that Braze tells about. */
export const recallMessage = (dispatchId: string): Recall => ({
  kind: messageKind,
  ids: [dispatchId],
  writtenBy: "announceTier",
});
