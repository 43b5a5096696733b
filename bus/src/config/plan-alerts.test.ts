import { expect, test } from "vitest";
import { Alerts, planAlerts, type AlertsConfig } from "./plan-alerts.ts";

const secrets: Readonly<Record<string, string>> = {
  "alert-ops secret": `whsec_${Buffer.alloc(32, "ops").toString("base64")}`,
  "alert-chat url": "https://hooks.slack.com/services/a/b\n",
};
function plan(config: AlertsConfig) {
  const faults: string[] = [];
  const planned = planAlerts(config, ["pos"], (owner, secret) => secrets[`${owner} ${secret}`], faults);
  return { ...planned, faults };
}

test("endpoints come with their secrets out of the environment", () => {
  const { endpoints, faults } = plan({
    to: { ops: { url: "https://ops.example/x" }, chat: { format: "slack" } },
  });
  expect(faults).toEqual([]);
  expect(endpoints).toMatchObject([
    { name: "ops", format: "webhook", kinds: null, keys: [expect.anything()] },
    { name: "chat", format: "slack", url: new URL("https://hooks.slack.com/services/a/b"), keys: [] },
  ]);
});

test.each<[AlertsConfig["to"], RegExp]>([
  [
    { chat: { format: "slack", url: "https://x.example" } },
    /chat: url: Slack's is a secret; set ALERT_CHAT_URL/,
  ],
  [{ team: { format: "slack" } }, /team: its URL is missing. Set ALERT_TEAM_URL/],
  [{ ops: {} }, /ops: url: say where it is sent to/],
  [{ ops: { url: "http://ops.example" } }, /ops: url: it must begin with https/],
  [
    { other: { url: "https://ops.example" } },
    /other: the signing secret is missing or malformed. Set ALERT_OTHER_SECRET/,
  ],
  [{ pos: { format: "slack" } }, /pos: an endpoint of notices has this name/],
])("what is wrong with an endpoint is said with the next step: %o", (to, fault) => {
  const { faults, endpoints } = plan(to === undefined ? {} : { to });
  expect([faults.join("\n"), endpoints]).toEqual([expect.stringMatching(fault), []]);
});

test("rules have sensible times, and false turns one off", () => {
  const { rules } = plan({ when: { backlog: false, oldLane: "90s" } });
  expect(rules).toMatchObject({ groups: true, backlogMs: null, oldLaneMs: 90_000, oldFailureMs: 1_800_000 });
});

test.each([
  { when: { feeds: [{ source: "/pos", within: "10m", between: ["6:00", "23:00"] }] } },
  { when: { feeds: [{ source: "/pos", within: "10m", timeZone: "Europe/Atlantis" }] } },
  { when: { oldLane: "soon" } },
  { to: { ops: { kinds: [] } } },
])("the configuration is refused where it is none: %o", (given) => {
  expect(Alerts.safeParse(given).success).toBe(false);
});
