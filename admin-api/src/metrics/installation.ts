import { familiesOf, type Family } from "./family.ts";
import { byState } from "./samples.ts";

/** Parts that every scrape should know; of quiet feeds nobody knows where no rule looks for them. */
const expected = [
  "counted",
  "depths",
  "oldest",
  "failures",
  "groups",
  "lanes",
  "limits",
  "paused",
  "outbox",
  "replays",
  "deadLetters",
] as const;

const outbox = familiesOf("outbox");
const replays = familiesOf("replays");

/** What runs, how much of it could be learned, and what belongs to no connection. */
export const ofInstallation: readonly Family[] = [
  {
    name: "spindle_build_info",
    type: "gauge",
    labels: ["version"],
    help: "1, with the version of Spindle that answers.",
    samples: (_facts, { version }) => [{ labels: { version }, value: 1 }],
  },
  {
    name: "spindle_unknown_parts",
    type: "gauge",
    labels: [],
    help: "Parts of these figures that could not be learned in time; what belongs to them is missing.",
    samples: (facts) => [{ labels: {}, value: expected.filter((part) => facts[part] === undefined).length }],
  },
  {
    name: "spindle_broker_up",
    type: "gauge",
    labels: [],
    help: "1 where the admin process could ask the broker.",
    samples: ({ deadLetters }) => [{ labels: {}, value: deadLetters ? 1 : 0 }],
  },
  outbox.gauge(
    {
      name: "spindle_outbox_messages",
      labels: [],
      help: "Accepted messages whose publish the broker has not confirmed.",
    },
    ({ messages }) => [{ labels: {}, value: messages }],
  ),
  outbox.gauge(
    {
      name: "spindle_oldest_outbox_seconds",
      labels: [],
      help: "How long ago the oldest of them was accepted; 0 where there is none.",
    },
    ({ oldestSeconds }) => [{ labels: {}, value: oldestSeconds }],
  ),
  replays.gauge(
    { name: "spindle_replays", labels: ["state"], help: "Replays that are not over." },
    ({ states }) => byState(["scheduled", "running", "paused", "halted"], states),
  ),
  replays.gauge(
    {
      name: "spindle_replay_items",
      labels: ["state"],
      help: "Items of these replays; inFlight has also what waits for another try.",
    },
    ({ items }) => byState(["pending", "inFlight"], items),
  ),
  familiesOf("quietFeeds").gauge(
    {
      name: "spindle_quiet_feeds",
      labels: [],
      help: "Sources that are silent and should not be. Missing where no rule of the alerts looks for them.",
    },
    (count) => [{ labels: {}, value: count }],
  ),
];
