import { pino, type Logger } from "pino";

/** A worker's log as production writes it, with its last metre missing: the line of a delivery is counted, not kept. */
export function deliveryLog(delivered: () => void): Logger {
  return pino(
    { level: "info", base: { role: "worker" }, timestamp: pino.stdTimeFunctions.isoTime },
    {
      write: (line: string) => {
        // Written after the ack, so it is the end of a delivery.
        if (line.includes('"msg":"delivery"')) delivered();
      },
    },
  );
}
