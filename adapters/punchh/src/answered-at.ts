import type { VendorResponse } from "@spindlebus/bus/adapter";
import type { Envelope } from "@spindlebus/contracts";

/** When Punchh answered, by its own clock; else the message's time. The adapter has no clock. */
export function answeredAt({ headers }: VendorResponse, message: Envelope): string {
  const ms = Date.parse(headers["date"] ?? message.time ?? "");
  return new Date(Number.isNaN(ms) ? 0 : ms).toISOString();
}
