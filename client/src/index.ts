export { createClient } from "./client.ts";
export type { Client, ClientOptions } from "./client.ts";
export type { Batcher } from "./batcher.ts";
export type { BatchSize } from "./batches.ts";
export { RefusedError, UnavailableError } from "./errors.ts";
export type { AnsweredProblem } from "./answered-problem.ts";
export type { Published, Receipt, Result } from "./answers.ts";
export { message } from "./message.ts";
export type { MessageAttributes, OutgoingMessage } from "./message.ts";
