import type { Logger } from "pino";
import type { Life } from "../delivery/life.ts";
import type { Delivered } from "../rabbitmq/consumer.ts";
import { sleep } from "../sleep.ts";
import { tokenOf } from "./token-of.ts";

/** Beyond the lease, so that the next look finds it over. */
const holdMarginMs = 250;

/** One broker message from delivery to ack. Without an ack the broker delivers it again, so an abort needs no clean-up. */
export async function handle(
  message: Delivered,
  { name, life }: { readonly name: string; readonly life: Life },
  ended: AbortSignal,
  log: Logger,
): Promise<void> {
  let token = tokenOf(message);
  if (!token) {
    log.error(
      { route: name, messageId: message.id },
      "not a message of the bus: handed to the dead-letter queue",
    );
    message.deadLetter();
    return;
  }
  try {
    for (;;) {
      const ending = await life(token, ended);
      if (ending.kind === "done") {
        message.ack();
        if (ending.log) log.info(ending.log, "delivery");
        return;
      }
      if (ending.tried) token = { ...token, tried: true };
      await sleep(ending.forMs + holdMarginMs, ended);
    }
  } catch (error) {
    if (ended.aborted) return;
    // A bug of ours: the message must not be lost in it, nor go round in circles.
    log.error({ route: name, messageId: token.envelope.id, err: error }, "delivery failed inside the bus");
    message.deadLetter();
  }
}
