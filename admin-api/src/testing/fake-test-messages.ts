import type { TestMessages, TestSending } from "@spindlebus/bus/engine";
import type { AdminPorts } from "../ports.ts";
import { messageId } from "./fake-world.ts";

/** What was sent, and by whom. */
type Sent = Parameters<TestMessages["send"]>;

type Given = {
  /** Those that take whatever is sent. */
  readonly routes?: readonly string[];
  readonly sending?: TestSending;
};

/** A way in that remembers what it was given, and answers as it is told. */
export function fakeTestMessages({
  routes = [],
  sending = { kind: "accepted", id: messageId, duplicate: false },
}: Given = {}): AdminPorts["testMessages"] & { readonly sent: readonly Sent[] } {
  const sent: Sent[] = [];
  return {
    sent,
    routesFor: () => routes,
    async send(...given) {
      sent.push(given);
      return sending;
    },
  };
}
