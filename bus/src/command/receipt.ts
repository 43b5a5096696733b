import { z } from "zod";
import { movesByItself } from "../delivery/states.ts";
import type { Api } from "./api.ts";

const Delivery = z.object({
  route: z.string(),
  state: z.string(),
  attempts: z.int(),
  nextAttemptAt: z.string().nullish(),
  vendorReference: z.string().nullish(),
});

/** What `GET /v1/messages/:id` says of a message. */
export const Receipt = z.object({
  id: z.string(),
  type: z.string(),
  deliveries: z.array(Delivery),
});
export type Receipt = z.infer<typeof Receipt>;

const done = new Set(["applied", "unchanged", "superseded"]);

/** Whether nothing more happens to a message by itself. */
export const isSettled = ({ deliveries }: Receipt): boolean =>
  deliveries.every(({ state }) => !movesByItself(state));

/** Whether every delivery of a message ended well. */
export const wentWell = ({ deliveries }: Receipt): boolean =>
  deliveries.every(({ state }) => done.has(state));

const shortestMs = 100;
const longestMs = 1_000;

/** Asks for a message's receipt until it is settled, or until `signal` aborts; answers the last receipt. */
export async function awaitReceipt(
  api: Api,
  id: string,
  signal: AbortSignal,
  pause: (delayMs: number) => Promise<void>,
): Promise<Receipt> {
  for (let delayMs = shortestMs; ; delayMs = Math.min(delayMs * 1.5, longestMs)) {
    const receipt = await api.get(`/v1/messages/${id}`, Receipt);
    if (isSettled(receipt) || signal.aborted) return receipt;
    await pause(delayMs);
  }
}
