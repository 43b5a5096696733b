import type { SquareContext } from "../simulator.ts";
import { merchantId, squareWebhook } from "./webhook.ts";

/** Something to tell the bus: an event of a type about a thing, and what `data.object` holds. */
export type News = {
  readonly type: string;
  /** The id of the thing; with the type, and the thing's version where it has any, it makes the id of the event. */
  readonly id: string;
  readonly version?: string | number;
  readonly at: string;
  readonly object: Readonly<Record<string, unknown>>;
  readonly afterMs?: number;
};

/** Tells the bus of what happened at the simulated Square, signed. */
export const tellerOf =
  ({ sendWebhook, settings, secrets }: SquareContext) =>
  ({ type, id, version = "", at, object, afterMs }: News): void => {
    const event = { type, eventId: `${merchantId}-${type}-${id}-${version}`, at, id };
    const signing = { webhookUrl: settings.webhookUrl, signatureKey: secrets.signatureKey };
    sendWebhook("events", squareWebhook(event, object, signing), afterMs === undefined ? {} : { afterMs });
  };

export type Tell = ReturnType<typeof tellerOf>;
