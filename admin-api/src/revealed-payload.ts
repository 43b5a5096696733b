import { deliveryId, type DeliveryKey, type Operations, type Payload } from "@spindlebus/bus/engine";
import type { AdminContext } from "./env.ts";
import { problem } from "./problem.ts";
import { revealOf, unreasoned } from "./revealing.ts";

type Revealed =
  | { readonly payload: Extract<Payload, { kind: "stored" }> }
  | { readonly refusal: ReturnType<typeof problem> };

/** A failure's data as they are, for who says why; the reading is in the audit. Else the answer that says why not. */
export async function revealedPayload(
  c: AdminContext,
  key: DeliveryKey,
  failures: Operations["failures"],
): Promise<Revealed> {
  const reveal = revealOf(c);
  if (!reveal) return { refusal: unreasoned(c) };
  const payload = await failures.payload(key, reveal);
  if (!payload) return { refusal: problem(c, "not-found", `The ledger has no delivery ${deliveryId(key)}.`) };
  if (payload.kind === "gone") return { refusal: problem(c, "payload-not-stored", payload.reason) };
  if (payload.kind === "erased") return { refusal: problem(c, "erased", payload.reason) };
  return { payload };
}
