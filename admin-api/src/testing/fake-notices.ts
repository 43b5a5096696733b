import type { EndpointStanding, NoticeEndpoint, NoticeView, Operations } from "@spindlebus/bus/engine";
import { type World, known, messageId, time } from "./fake-world.ts";

/** One notice, and one endpoint that the configuration does not have. */
export const fakeNotices = ({ recorded }: World): Operations["notices"] => ({
  standings: async () => new Map([["removed", { ...aStanding, name: "removed" }]]),
  list: async ({ state }) => ({ data: state === "delivered" ? [] : [aNotice], next: null }),
  async enable(name, act) {
    recorded.acts.push({ name: "enable", target: name, act });
    return known(name === aStanding.name ? aStanding : undefined);
  },
  async resend(id, act) {
    recorded.acts.push({ name: "resend", target: id, act });
    return known(id === aNotice.id ? aNotice : undefined);
  },
  async resendGivenUp(name, act) {
    recorded.acts.push({ name: "resend given up", target: name, act });
    return known({ resent: 3 });
  },
});

/** An endpoint as it is configured. */
export const anEndpoint: NoticeEndpoint = {
  name: "pos",
  url: new URL("https://pos.example/told/with-a-secret-in-it"),
  privateNetwork: false,
  sources: ["/pos/*"],
  types: null,
  on: new Set(["settled", "failed"]),
  keys: [Buffer.from("never shown")],
};

const aStanding: EndpointStanding = {
  name: "pos",
  state: "failing",
  lastSuccessAt: time,
  failingSince: time,
  restUntil: time,
  goneAt: null,
  lastError: "http 500",
  watched: 4,
  waiting: 3,
  oldestWaitingAt: time,
  givenUp: 2,
};

/** A notice that was given up. */
export const aNotice: NoticeView = {
  id: messageId,
  endpoint: "pos",
  messageId,
  kind: "failed",
  state: "givenUp",
  tries: 10,
  nextTryAt: null,
  lastError: "http 500",
  createdAt: time,
  endedAt: time,
};
