import { contractRegistry } from "@spindlebus/contracts";
import type { SpindleConfig } from "../config/define-config.ts";
import { operationsByRoute } from "../config/routed-types.ts";
import { checkInFlight, type InFlightReport, type JournalledMessage } from "../governance/check-in-flight.ts";
import { judgeBy } from "../governance/judge.ts";
import { openDatabase } from "../postgres/connect.ts";
import { postgresBodies } from "../postgres/bodies/open-bodies.ts";
import { postgresOpenLedger } from "../postgres/open-ledger.ts";
import { timeOfUuid } from "../postgres/partitions.ts";
import { databaseUnreachable } from "../postgres/unreachable.ts";
import { readJournalTail } from "../rabbitmq/journal.ts";
import { withConnection, type BrokerConnection } from "../rabbitmq/with-connection.ts";
import type { MasterKeys } from "../sealing/master-keys.ts";
import { tokenOf } from "../roles/token-of.ts";

type InFlightRun = {
  readonly databaseUrl: string;
  readonly masterKeys: MasterKeys | undefined;
  /** Where the journal is; without it only the ledger is looked at. */
  readonly journal: { readonly amqpUrl: string; readonly last: number } | undefined;
  readonly onProgress: (read: number) => void;
};

/**
 * Checks a configuration against what is in flight on these servers; changes nothing.
 * @throws where a server cannot be used, with its address and the next step
 */
export async function runInFlightCheck(config: SpindleConfig, run: InFlightRun): Promise<InFlightReport> {
  const { databaseUrl, masterKeys, journal, onProgress } = run;
  const { sql, close } = openDatabase({ url: databaseUrl, connections: 1, name: "spindle contracts check" });
  const judge = judgeBy(contractRegistry(config.contracts), operationsByRoute(config));
  const bodies = postgresBodies(sql, config.largeMessages?.store, masterKeys);
  const checking = { ledger: postgresOpenLedger(sql), judge, bodies, onProgress };
  try {
    await sql`SELECT FROM message_body LIMIT 0`.catch((cause: unknown) => {
      throw databaseUnreachable(databaseUrl, cause);
    });
    if (!journal) return await checkInFlight(checking);
    return await withConnection({ url: journal.amqpUrl, name: "spindle contracts check" }, (connection) =>
      checkInFlight({ ...checking, journal: journalled(connection, journal.last) }),
    );
  } finally {
    await close();
  }
}

async function* journalled(
  connection: BrokerConnection,
  last: number,
): AsyncGenerator<readonly JournalledMessage[]> {
  for await (const entries of readJournalTail(connection, last, timeOfUuid)) {
    const messages = entries.flatMap((entry): readonly JournalledMessage[] => {
      const token = tokenOf(entry);
      if (!token) return [];
      const { envelope, body, stored, checkedBy, routes } = token;
      const { id, type } = envelope;
      return [{ id, type, envelope, body, checkedBy, routes, ...(stored && { stored }) }];
    });
    // A message that was published again is there again.
    yield [...new Map(messages.map((message) => [message.id, message])).values()];
  }
}
