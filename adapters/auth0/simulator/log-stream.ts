import { liveSecrets } from "@spindlebus/bus/adapter";
import type { WebhookContent } from "@spindlebus/bus/testing";
import type { SimulatedUser } from "./users.ts";

type Options = {
  readonly secrets: { readonly logSecret?: string | undefined };
  readonly nowMs: () => number;
  readonly send: (content: WebhookContent) => void;
};

/** The tenant's log, as a custom log stream tells it: an array of records, with the stream's Authorization token. */
export function logStream({ secrets, nowMs, send }: Options) {
  const run = nowMs();
  let count = 0;
  const [secret] = liveSecrets(secrets.logSecret ?? "");
  return {
    /** Writes one record; nothing is sent while there is no stream. */
    write(type: string, user: SimulatedUser | undefined, more: Readonly<Record<string, unknown>> = {}): void {
      count += 1;
      const log_id = `900${run}${String(count).padStart(30, "0")}`;
      const [identity] = user?.identities ?? [];
      const record = {
        log_id,
        data: {
          date: new Date(nowMs()).toISOString(),
          type,
          ...(user && {
            connection: identity?.["connection"],
            user_id: user.user_id,
            user_name: user["email"],
          }),
          strategy: "auth0",
          strategy_type: "database",
          ...more,
          log_id,
        },
      };
      if (secret !== undefined)
        send({
          headers: { "content-type": "application/json", authorization: secret },
          body: JSON.stringify([record]),
        });
    },
  };
}
