export { enqueue } from "./enqueue.ts";
export { openRelay } from "./relay.ts";
export type { Relay, RelayOptions } from "./relay.ts";
export type { Round } from "./relay-round.ts";
export { discardRefused, listRefused, retryRefused } from "./refused.ts";
export type { RefusedRow } from "./refused.ts";
export { outboxTable } from "./table.ts";
export type { Queryable } from "./queryable.ts";
export { message } from "../message.ts";
