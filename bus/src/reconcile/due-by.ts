import type { Envelope } from "@spindlebus/contracts";

/** Before this (milliseconds since 1970) a scheduled message must not be delivered; 0 for one that is not scheduled. */
export function dueBy({ extensions: { deliverafter } }: Envelope): number {
  const at = typeof deliverafter === "string" ? Date.parse(deliverafter) : 0;
  return Number.isNaN(at) ? 0 : at;
}
