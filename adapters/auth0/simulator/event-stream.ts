import type { WebhookContent } from "@spindlebus/bus/testing";
import { liveSecrets } from "@spindlebus/bus/adapter";
import type { SimulatedUser } from "./users.ts";

type Options = {
  readonly settings: { readonly webhookHeader: string };
  readonly secrets: { readonly webhookSecret: string };
  readonly nowMs: () => number;
  readonly send: (content: WebhookContent) => void;
};

/** The tenant's event stream: tells of users in CloudEvents, with the stream's secret and nothing signed. */
export function eventStream({ settings, secrets, nowMs, send }: Options) {
  const run = nowMs().toString(36);
  let count = 0;
  const [secret = ""] = liveSecrets(secrets.webhookSecret);
  const credentials = settings.webhookHeader === "authorization" ? `Bearer ${secret}` : secret;
  return {
    tell(
      type: "user.created" | "user.updated" | "user.deleted",
      object: SimulatedUser,
      previous?: Readonly<Record<string, unknown>>,
    ): void {
      count += 1;
      const body = JSON.stringify({
        specversion: "1.0",
        id: `evt_${run}${count}`,
        source: "urn:auth0:simulated.us",
        type,
        time: object["deleted_at"] ?? object.updated_at,
        a0tenant: "simulated",
        a0stream: "est_simulated",
        data: { object, ...(previous && { previous_object: previous }) },
      });
      send({ headers: { "content-type": "application/json", [settings.webhookHeader]: credentials }, body });
    },
  };
}
