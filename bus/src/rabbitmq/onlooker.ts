import { BrokerAway } from "./broker-away.ts";
import { unreachable } from "./broker-url.ts";
import { socketOf } from "./generation.ts";
import { connectFirst, type BrokerConnection } from "./with-connection.ts";

/** Looks at the broker whenever somebody asks, for a process that works without one. */
export type Onlooker = {
  /**
   * Asks something on the kept connection, which the first question opens and one after a failure opens anew.
   * @throws Error with the broker's address and the next step while it cannot be used, or has not answered in time
   */
  look<Answer>(
    question: (connection: BrokerConnection) => Promise<Answer>,
    withinMs?: number,
  ): Promise<Answer>;
  close(): Promise<void>;
};

const usualPatienceMs = 4_000;
const connectWithinMs = 3_000;

/** Opens nothing yet: whoever starts it stands whether or not there is a broker. */
export function openOnlooker({ url, name }: { readonly url: string; readonly name: string }): Onlooker {
  let kept: Promise<BrokerConnection> | undefined;

  function connection(): Promise<BrokerConnection> {
    if (kept) return kept;
    const opening = connectFirst(url, name, connectWithinMs).then((connected) => {
      // The error also rejects whatever was asked; without a listener it would end the process.
      connected.on("error", () => undefined);
      connected.on("close", () => forget(opening));
      return connected;
    });
    kept = opening;
    return opening;
  }

  function forget(gone: Promise<BrokerConnection>): void {
    if (kept === gone) kept = undefined;
  }

  /** A frozen broker holds a connection open, answers nothing on it and never says goodbye. */
  function abandon(): void {
    const gone = kept;
    kept = undefined;
    // With an error, so that amqplib notices: it does not listen to a plain close.
    const destroy = (connected: BrokerConnection) => socketOf(connected).destroy(new Error("given up"));
    void gone?.then(destroy, () => undefined); // what could not connect left nothing
  }

  return {
    async look(question, withinMs = usualPatienceMs) {
      const answer = connection().then(question);
      const tooLate = Promise.withResolvers<never>();
      const timer = setTimeout(() => tooLate.reject(new Error("it does not answer")), withinMs);
      try {
        return await Promise.race([answer, tooLate.promise]);
      } catch (error) {
        answer.catch(() => undefined); // what comes of it later is of no use to anybody
        abandon();
        throw asUnreachable(url, error);
      } finally {
        clearTimeout(timer);
      }
    },
    async close() {
      const last = kept;
      kept = undefined;
      const connected = await last?.catch(() => undefined);
      const enough = new Promise<void>((resolve) => void setTimeout(resolve, 1_000).unref());
      await Promise.race([connected?.close().catch(() => undefined), enough]);
    },
  };
}

/** What could not connect says so already. */
function asUnreachable(url: string, error: unknown): Error {
  if (error instanceof BrokerAway) return error;
  const cause = error instanceof Error ? error : new Error(String(error));
  const { message } = cause.message.includes("is not usable") ? cause : unreachable(url, cause);
  return new BrokerAway(message, { cause });
}
