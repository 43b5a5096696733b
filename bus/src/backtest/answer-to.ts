import type { AnyOperation, Outcome } from "../adapter/index.ts";
import { dryRequest, type DryRoute } from "../delivery/dry-request.ts";
import { guarded } from "../delivery/guarded.ts";
import { parseData } from "../delivery/parse-data.ts";
import type { Connection } from "../route.ts";
import type { Question, Result } from "./protocol.ts";

/** What a version of an adapter makes of a message, in words and texts that can be compared. */
export function answerTo(question: Question, connections: ReadonlyMap<string, Connection>): Result {
  try {
    return textual(answer(question, connections));
  } catch (error) {
    // What it gave cannot be read at all: a request whose path is an object, a getter that throws.
    return { kind: "threw", why: `it gave nothing that can be read: ${String(error)}` };
  }
}

function answer(question: Question, connections: ReadonlyMap<string, Connection>): Result {
  const connection = connections.get(question.connection);
  const operations: Readonly<Record<string, AnyOperation>> = connection?.adapter.operations ?? {};
  const operation = operations[question.operation];
  if (!connection || !operation) return { kind: "threw", why: "it has no such operation" };
  const route: DryRoute = { name: `${connection.id}.${question.operation}`, connection, operation };
  const token = { ...question, body: question.body };
  const { recalled } = question;
  if (recalled === undefined && operation.recall) {
    const wanted = wantedBy(route, operation, token);
    if (wanted) return wanted;
  }
  const dry = dryRequest(route, token, recalled ?? {});
  switch (dry.kind) {
    case "request": {
      const { method, path, headers, body } = dry.request;
      return { kind: "request", method, path, headers, ...(body !== undefined && { body }) };
    }
    case "skipped":
      return { kind: "skipped", why: dry.reason };
    case "threw":
      return { kind: "threw", why: dry.error };
    case "invalid":
    case "concluded":
      return { kind: dry.kind, why: wordsOf(dry.outcome) };
  }
}

/** What has to be looked up first; undefined where nothing is, or where the message is not acted upon at all. */
function wantedBy(route: DryRoute, operation: AnyOperation, token: Question): Result | undefined {
  const parsed = parseData(route, token);
  if (!parsed.ok) return undefined;
  const { settings } = route.connection;
  const skip = guarded("skip", () => operation.skip?.(parsed.data, { settings }) ?? false);
  if (!skip.ok || skip.value !== false) return undefined;
  const wanted = guarded("recall", () => operation.recall?.(parsed.data) ?? {});
  if (!wanted.ok) return { kind: "threw", why: wanted.error };
  const facts = Object.entries(wanted.value).map(([name, { kind, ids, writtenBy, entityKey, optional }]) => [
    name,
    {
      kind,
      ids: [...ids],
      writtenBy,
      ...(entityKey !== undefined && { entityKey }),
      ...(optional !== undefined && { optional }),
    },
  ]);
  return facts.length === 0 ? undefined : { kind: "recalls", wanted: Object.fromEntries(facts) };
}

const wordsOf = (outcome: Outcome): string =>
  "code" in outcome ? `${outcome.kind} ${outcome.code}` : outcome.kind;

/** Through JSON, as only texts and numbers go to the parent; a function in a header would end the process. */
const textual = (result: Result): Result => JSON.parse(JSON.stringify(result)) as Result;
