import type { Envelope } from "@spindlebus/contracts";
import type { Clock } from "./ports.ts";

/** How long until the time before which the message is not to be sent (`deliverafter`, RFC 3339); 0 where it may go. */
export function untilDeliveryMs({ extensions: { deliverafter } }: Envelope, clock: Clock): number {
  return Math.max(0, (timeOf(deliverafter) ?? 0) - clock.now());
}

/** How long ago the message could first have been sent: its age is no fault of anybody's before that. */
export function sinceDeliveryMs({ extensions: { deliverafter } }: Envelope, clock: Clock): number {
  const from = timeOf(deliverafter);
  return from === undefined ? Number.POSITIVE_INFINITY : Math.max(0, clock.now() - from);
}

/** Whether the time after which the message is worthless (`expirytime`, RFC 3339) is over. */
export function isExpired({ extensions: { expirytime } }: Envelope, clock: Clock): boolean {
  return (timeOf(expirytime) ?? Number.POSITIVE_INFINITY) <= clock.now();
}

/** Undefined for what is no time: the intake refuses such a message, an older token may still carry one. */
function timeOf(value: unknown): number | undefined {
  const ms = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}
