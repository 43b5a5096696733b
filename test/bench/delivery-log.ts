import { pino, type Logger } from "pino";
import { logOptions } from "../../bus/src/start/log.ts";

/** A worker's log as production writes it, but for the way out: the line of a delivery is counted, not kept. */
export function deliveryLog(delivered: () => void): Logger {
  return pino(logOptions("worker", "info"), {
    write: (line: string) => {
      // Written after the ack, so it is the end of a delivery.
      if (line.includes('"msg":"delivery"')) delivered();
    },
  });
}
