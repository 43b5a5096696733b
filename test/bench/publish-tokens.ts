import type { Publication, Publisher } from "../../bus/src/rabbitmq/publisher.ts";
import { inWindow } from "./in-window.ts";

/** Publishes as the intake does, by the bus's own publisher; resolves when all are confirmed. */
export function publishTokens(
  publisher: Publisher,
  count: number,
  tokenOf: (index: number) => Publication,
): Promise<void> {
  return inWindow(count, async (index) => {
    const published = await publisher.publish(tokenOf(index));
    if (published !== "stored") throw new Error(`a token was not stored: ${published}`);
  });
}
