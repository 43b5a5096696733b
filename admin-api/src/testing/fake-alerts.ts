import type { AlertView, Operations } from "@spindlebus/bus/engine";
import type { AdminPorts } from "../ports.ts";
import { type World, time } from "./fake-world.ts";

/** One alert. */
export const fakeAlerts = ({ recorded }: World): Operations["alerts"] => ({
  list: async ({ state }) => ({ data: state === "ended" ? [] : [anAlert], next: null }),
  async test({ name, format }, act) {
    recorded.acts.push({ name: `test ${format}`, target: name, act });
    return { noticeId: "n-1" };
  },
});

/** An alert that is open. */
export const anAlert: AlertView = {
  id: "01a21b1c-49b8-771b-8bf2-f842c93b3499",
  kind: "circuitOpen",
  state: "open",
  connection: "stripe",
  title: "stripe has not answered since 12:31; its deliveries wait.",
  next: "spindle failures --connection stripe",
  since: time,
  lastSeenAt: time,
  endedAt: null,
};

/** Who is told of alerts; the path of its URL is a secret. */
export const anAlertEndpoint: AdminPorts["plan"]["alerts"]["endpoints"][number] = {
  name: "ops",
  format: "slack",
  url: new URL("https://hooks.slack.example/services/a-secret"),
  keys: [],
  kinds: new Set(["circuitOpen"]),
  privateNetwork: false,
};

/** Every rule turned off. */
export const noRules: AdminPorts["plan"]["alerts"]["rules"] = {
  groups: false,
  oldFailureMs: null,
  oldLaneMs: null,
  circuitOpenMs: null,
  backlogMs: null,
  recorderLagMs: null,
  quietFeeds: false,
  feeds: [],
};
