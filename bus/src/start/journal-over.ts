import { timeOfUuid } from "../postgres/partitions.ts";
import { readJournal } from "../rabbitmq/journal.ts";
import type { BrokerConnection } from "../rabbitmq/with-connection.ts";
import type { Journal, JournalMessage } from "../reconcile/ports.ts";
import { tokenOf } from "../roles/token-of.ts";

/** The journal of a broker, as the messages that were accepted. */
export function journalOver(connection: BrokerConnection): Journal {
  return {
    async *read(sinceMs) {
      for await (const entries of readJournal(connection, { sinceMs }, timeOfUuid)) {
        const messages = entries.flatMap((entry): readonly JournalMessage[] => {
          const token = tokenOf(entry);
          return token ? [{ token, acceptedAtMs: timeOfUuid(token.envelope.id) }] : [];
        });
        yield { messages, foreign: entries.length - messages.length };
      }
    },
  };
}
