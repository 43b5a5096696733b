import { milliseconds, type AnyOperation } from "../adapter/index.ts";
import { vendorKey } from "../delivery/vendor-key.ts";
import { deliveryId } from "../operations/delivery-id.ts";
import type { Doubt } from "../operations/doubts.ts";
import type { AttemptView } from "../operations/failures.ts";
import type { Route } from "../route.ts";

/** An effect in doubt, asked as a question: what a person has to know before they answer. Instants are RFC 3339. */
export type Question = {
  /** `<messageId>:<route>` */
  readonly id: string;
  readonly route: string;
  /** The question itself. */
  readonly asks: string;
  readonly inDoubtSince: string;
  readonly idempotency: AnyOperation["idempotency"];
  /** What left, when, by whom, and what came back; redacted as attempts are. */
  readonly left: AttemptView | null;
  readonly probe: {
    /** Whether the vendor can be asked at all. */
    readonly possible: boolean;
    /** What it said when it was asked last, or how it can be asked. */
    readonly says: string;
    readonly last: AttemptView | null;
  };
  /** How a person finds out at the vendor. */
  readonly lookUp: string;
  readonly ifAbsent: {
    readonly happens: string;
    /** The key under which it would be sent again; null where the vendor is given none, or one of many together. */
    readonly idempotencyKey: string | null;
    readonly era: number;
    /** Until when the vendor recognises the key of the first try; null where it never does. */
    readonly recognisedUntil: string | null;
  };
  readonly ifApplied: { readonly happens: string };
};

/** Puts what is known of a doubt into a question; pure. */
export function questionOf(doubt: Doubt, route: Route, nowMs: number): Question {
  const { key, since, left, probed } = doubt;
  const { operation, connection } = route;
  const possible = operation.idempotency === "probe";
  return {
    id: deliveryId(key),
    route: key.route,
    asks: `Did ${connection.id} do ${route.name.slice(connection.id.length + 1)}${aboutWhat(doubt)}? ${leftWords(doubt)}`,
    inDoubtSince: since,
    idempotency: operation.idempotency,
    left,
    probe: { possible, says: probeWords(possible, probed), last: probed },
    lookUp: operation.lookUp ?? usualLookUp(doubt, connection.id),
    ifAbsent: ifAbsent(doubt, route, nowMs),
    ifApplied: { happens: ifApplied(doubt, operation) },
  };
}

const aboutWhat = ({ entityKey }: Doubt): string => (entityKey === null ? "" : ` for ${entityKey}`);

function leftWords({ left, worker, since }: Doubt): string {
  if (!left)
    return `Its worker${worker === null ? "" : ` ${worker}`} died with it before ${since}: whether anything left is not known.`;
  const answer = left.message ?? "no clear answer came";
  return `A request left at ${left.startedAt} from ${left.worker}; after ${left.durationMs} ms: ${answer}`;
}

function probeWords(possible: boolean, probed: AttemptView | null): string {
  if (!possible) return "This vendor cannot be asked by Spindle: look it up.";
  if (!probed) return "It was not asked yet: ask lets a worker do it, and sends nothing else.";
  const words = probed.message ?? probed.outcome;
  return `Asked at ${probed.startedAt}: ${words} Ask again lets a worker do it now.`;
}

const usualLookUp = ({ entityKey, left, since }: Doubt, connection: string): string =>
  `Its adapter does not say how. Look at ${connection} for ${entityKey ?? "what the request names"}, about ${left?.startedAt ?? since}.`;

function ifAbsent(doubt: Doubt, { operation, policy }: Route, nowMs: number): Question["ifAbsent"] {
  const { key, revision, since, batched } = doubt;
  const era = doubt.era + 1;
  const isKeyed = operation.idempotency === "key";
  const idempotencyKey = isKeyed && !operation.batch ? vendorKey({ ...key, revision, era, step: 0 }) : null;
  if (!doubt.stored)
    return {
      happens: "Nothing: its message is no longer stored. Publish it again.",
      idempotencyKey: null,
      era,
      recognisedUntil: null,
    };
  // The key was first used at the most a lease before the doubt was noted.
  const untilMs = isKeyed
    ? Date.parse(since) + milliseconds(operation.key.validFor) - policy.leaseMs
    : Number.NEGATIVE_INFINITY;
  const recognised = untilMs > nowMs ? new Date(untilMs).toISOString() : null;
  return {
    happens: againWords(operation, { era, batched, recognised }),
    idempotencyKey,
    era,
    recognisedUntil: recognised,
  };
}

type Again = { readonly era: number; readonly batched: boolean; readonly recognised: string | null };

function againWords({ idempotency }: AnyOperation, { era, batched, recognised }: Again): string {
  const again = `It is sent again from its first step, in era ${era}`;
  switch (idempotency) {
    case "key": {
      const old = batched ? "the key of the call that it was sent with" : "the key of the first try";
      const known = recognised === null ? `has forgotten ${old}` : `recognises ${old} until ${recognised}`;
      return `${again}, under another key: if it was applied after all, it is done twice. The vendor ${known}.`;
    }
    case "natural":
      return `${again}: to repeat it is harmless, it writes the same again.`;
    case "probe":
      return `${again}, and the vendor is not asked first: if it was applied after all, it is done twice.`;
    case "none":
      return `${again}, and the vendor recognises nothing: if it was applied after all, it is done twice.`;
  }
}

function ifApplied({ lane }: Doubt, operation: AnyOperation): string {
  const settled =
    "It is settled, without the vendor's reference: nothing is remembered of it, and no result message is published.";
  const going = lane && lane.behind > 0 ? ` ${lane.behind} behind it in its lane go on.` : "";
  const older = operation.order === "latestWins" ? " Older states of the same entity are superseded." : "";
  return `${settled}${going}${older}`;
}
