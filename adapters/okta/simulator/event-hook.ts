import { liveSecrets } from "@spindlebus/bus/adapter";
import type { WebhookContent } from "@spindlebus/bus/testing";
import type { SimulatedUser } from "./users.ts";

type Options = {
  readonly settings: { readonly webhookHeader: string };
  readonly secrets: { readonly webhookSecret: string };
  readonly nowMs: () => number;
  readonly send: (content: WebhookContent) => void;
};

/** The org's event hook: tells in System Log events which user something happened to, and no profile. */
export function eventHook({ settings, secrets, nowMs, send }: Options) {
  const run = nowMs().toString(36);
  let count = 0;
  const [secret = ""] = liveSecrets(secrets.webhookSecret);
  return {
    tell(eventType: string, { id, profile, lastUpdated }: SimulatedUser): void {
      count += 1;
      const { login, displayName, firstName } = profile;
      const event = {
        uuid: `${run}-${count}`,
        published: new Date(Math.max(nowMs(), Date.parse(lastUpdated))).toISOString(),
        eventType,
        version: "0",
        severity: "INFO",
        actor: { id: "00uadmin", type: "User", alternateId: "admin@example.com", displayName: "Admin" },
        target: [{ id, type: "User", alternateId: login, displayName: displayName ?? firstName ?? login }],
        outcome: { result: "SUCCESS" },
      };
      const body = JSON.stringify({
        eventType: "com.okta.event_hook",
        eventTypeVersion: "1.0",
        cloudEventsVersion: "0.1",
        contentType: "application/json",
        eventId: `hook-${run}-${count}`,
        eventTime: event.published,
        source: "https://simulated.okta.example/api/v1/eventHooks/who1",
        data: { events: [event] },
      });
      send({ headers: { "content-type": "application/json", [settings.webhookHeader]: secret }, body });
    },
  };
}
