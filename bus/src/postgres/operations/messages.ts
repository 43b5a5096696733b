import type { Sql } from "postgres";
import type { Messages } from "../../operations/messages.ts";
import { listMessages } from "./message-list.ts";
import { findMessage } from "./message-view.ts";

/** Accepted messages and their deliveries, from the intake and the ledger. */
export function postgresMessages(sql: Sql): Messages {
  return { list: (filter, page) => listMessages(sql, filter, page), get: (id) => findMessage(sql, id) };
}
