import { loaded, type BodyReader } from "../bodies/bodies.ts";
import type { SpindleConfig } from "../config/define-config.ts";
import type { Token } from "../delivery/token.ts";
import type { Journal, JournalMessage } from "../reconcile/ports.ts";
import type { Case } from "./ask-both.ts";
import type { Side } from "./side.ts";

/** Which messages of the journal were read. Times are milliseconds since 1970. */
export type Window = {
  readonly read: number;
  /** Those of them that came to a connection of the adapter. */
  readonly ofAdapter: number;
  /** The first and the last; none were read where they are absent. */
  readonly fromMs?: number;
  readonly toMs?: number;
};

type CasesOf = {
  readonly journal: Journal;
  readonly config: SpindleConfig;
  readonly bodies: BodyReader;
  readonly connections: readonly string[];
  readonly old: Pick<Side, "operations">;
  readonly new: Pick<Side, "operations">;
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly signal: AbortSignal;
  readonly onProgress: (read: number, acceptedAtMs: number) => void;
};

/** Bounds what is in memory at once, besides a batch of the journal: large messages are loaded a few at a time. */
const mostBytes = 8_388_608;

/** The messages of the journal that were for the adapter's connections, each with the operations that take it; in batches. */
export function casesOf(terms: CasesOf): {
  readonly window: Window;
  readonly batches: AsyncGenerator<readonly Case[]>;
} {
  const window: { -readonly [Key in keyof Window]: Window[Key] } = { read: 0, ofAdapter: 0 };
  const takers = takersOf(terms);
  async function* batches(): AsyncGenerator<readonly Case[]> {
    for await (const { messages } of terms.journal.read(terms.sinceMs)) {
      if (terms.signal.aborted) return;
      let cases: Case[] = [];
      let bytes = 0;
      for (const message of within(messages, terms)) {
        note(window, message);
        const taken = takers(message.token);
        if (taken.length === 0) continue;
        window.ofAdapter += 1;
        const whole = await loaded(message.token, terms.bodies);
        cases.push(...taken.map((each) => caseOf(whole, each)));
        bytes += whole.body.byteLength * taken.length;
        if (bytes < mostBytes) continue;
        yield cases;
        [cases, bytes] = [[], 0];
      }
      if (cases.length > 0) yield cases;
      terms.onProgress(window.read, window.toMs ?? terms.sinceMs);
    }
  }
  return { window, batches: batches() };
}

/** None twice in a batch: a message that was published again is there again. */
function within(
  messages: readonly JournalMessage[],
  { sinceMs, untilMs }: CasesOf,
): readonly JournalMessage[] {
  const wanted = messages.filter(({ acceptedAtMs }) => acceptedAtMs >= sinceMs && acceptedAtMs < untilMs);
  return [...new Map(wanted.map((message) => [message.token.envelope.id, message])).values()];
}

function note(
  window: { -readonly [Key in keyof Window]: Window[Key] },
  { acceptedAtMs }: JournalMessage,
): void {
  window.read += 1;
  window.fromMs = Math.min(window.fromMs ?? acceptedAtMs, acceptedAtMs);
  window.toMs = Math.max(window.toMs ?? acceptedAtMs, acceptedAtMs);
}

type Taker = { readonly connection: string; readonly operation: string; readonly taken: Case["taken"] };

/**
 * Which operations a message is for. Where both versions take its type, the routes that were decided for it say so; where the
 * old version did not take it, nothing was decided, and the configuration alone says.
 */
function takersOf({ connections, config, old, new: fresh }: CasesOf): (token: Token) => readonly Taker[] {
  const names = [...new Set([...Object.keys(old.operations), ...Object.keys(fresh.operations)])];
  const all = connections.flatMap((connection) => {
    const routed = config.connections[connection]?.operations;
    return names.flatMap((operation) =>
      routed && !routed.includes(operation)
        ? []
        : [{ connection, operation, name: `${connection}.${operation}` }],
    );
  });
  return ({ envelope: { type }, routes }) =>
    all.flatMap(({ connection, operation, name }) => {
      const taken = {
        old: old.operations[operation]?.includes(type) ?? false,
        new: fresh.operations[operation]?.includes(type) ?? false,
      };
      const isFor = routes.includes(name) ? taken.old || taken.new : taken.new && !taken.old;
      return isFor ? [{ connection, operation, taken }] : [];
    });
}

function caseOf(
  { envelope, body, checkedBy, stored, unopened }: Token,
  { connection, operation, taken }: Taker,
): Case {
  const question = { connection, operation, envelope, body, ...(checkedBy !== undefined && { checkedBy }) };
  const isGone = stored !== undefined && body.byteLength === 0;
  return {
    question,
    taken,
    ...(unopened && { missing: `its data are sealed, and cannot be opened: ${unopened}` }),
    ...(isGone && { missing: "its data were too long to travel, and are gone from their store" }),
  };
}
