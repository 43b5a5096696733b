import { entityKeyOf, entityVersionOf } from "@spindlebus/contracts";
import type { Fact, Recall } from "../adapter/index.ts";
import { guarded } from "../delivery/guarded.ts";
import { prepare } from "../delivery/prepare.ts";
import type { Recalled, Memory } from "../delivery/ports.ts";
import type { Token } from "../delivery/token.ts";
import type { StateAsk, StoredMessage } from "../operations/dry-run-store.ts";
import type { Route } from "../route.ts";

/** What has to be looked up before a request can be made. */
export type Needs = {
  readonly recalls: Readonly<Record<string, Recall>>;
  /** Of an operation that sends the newest state only. */
  readonly ask?: StateAsk;
};

/** Whether a message of the operation needs anything that is not in it. */
export const mayNeed = ({ operation }: Route): boolean =>
  operation.recall !== undefined || operation.order === "latestWins";

/** Pure, and calls the adapter; what is wrong with the message or the adapter, the request itself will say. */
export function needsOf(route: Route, message: StoredMessage): Needs {
  const token: Token = { ...message, contentType: "", routes: [] };
  const prepared = prepare(route, token);
  if (!("data" in prepared)) return { recalls: {} };
  const { operation } = route;
  const recalls = guarded("recall", () => operation.recall?.(prepared.data) ?? {});
  const ask = askOf(route, message, prepared.data);
  return { recalls: recalls.ok ? recalls.value : {}, ...(ask && { ask }) };
}

function askOf({ name, operation }: Route, { envelope }: StoredMessage, data: unknown): StateAsk | undefined {
  if (operation.order !== "latestWins") return undefined;
  const version = entityVersionOf(operation.on, { data, extensions: envelope.extensions });
  return version === undefined ? undefined : { route: name, key: entityKeyOf(operation.on, data), version };
}

/** Facts that were looked up, or why a worker would send nothing without them. */
export type Facts =
  | { readonly ok: true; readonly facts: Readonly<Record<string, Fact>> }
  | { readonly ok: false; readonly verdict: "factsMissing" | "skipped"; readonly words: string };

type Lookup = {
  readonly connection: string;
  /** What was found, by its name among the recalls. */
  readonly known: ReadonlyMap<string, Fact>;
  readonly memory: Memory;
};

/** What a message recalls, or what a worker would do without it. */
export async function factsFor(
  recalls: Needs["recalls"],
  { connection, known, memory }: Lookup,
): Promise<Facts> {
  const facts: Record<string, Fact> = {};
  for (const [name, recall] of Object.entries(recalls)) {
    const fact = known.get(name);
    // Of one that names no entity nobody can say who would have written it.
    const isUnknown = !fact && recall.entityKey === undefined;
    const found: Recalled = fact
      ? { kind: "found", fact }
      : isUnknown
        ? { kind: "unknown" }
        : await memory.recall(connection, recall);
    if (found.kind === "found") facts[name] = found.fact;
    else if (found.kind === "without") return { ok: false, verdict: "skipped", words: found.reason };
    else if (found.kind === "pending" || !recall.optional)
      return { ok: false, verdict: "factsMissing", words: missing(recall, found) };
  }
  return { ok: true, facts };
}

function missing({ kind, ids, writtenBy }: Recall, { kind: found }: Recalled): string {
  const what = `${kind} ${ids.join(" or ")}`;
  return found === "pending"
    ? `It would wait: ${writtenBy}, which writes down ${what}, is still on its way.`
    : `Nothing is remembered of ${what}; ${writtenBy} has not been applied for it.`;
}
