import type { Tone } from "../parts/state.tsx";
import { stateWords } from "../parts/state.tsx";
import { durationOf } from "../parts/words.ts";
import { wayIn } from "./way-in.ts";
import type { Attempt, FailureDetail, HistoryEntry, Message, ToldMessage } from "./use-message.ts";

/** One thing that happened to a delivery, or will. */
export type Happening = {
  readonly at: string;
  readonly words: string;
  readonly tone: Tone;
  readonly detail?: string | undefined;
  /** By whom, and why. */
  readonly by?: string | undefined;
  /** Whether it has not happened yet. */
  readonly isAhead?: boolean;
};

type Told = {
  readonly message?: Message | undefined;
  readonly failure: FailureDetail;
  readonly attempts: readonly Attempt[];
  readonly history: readonly HistoryEntry[];
};

/** The life of a delivery, of what has been read of it by now; of what no worker has taken yet only its publication. */
export function happeningsOf({
  message,
  delivery,
  route,
  failure,
  attempts,
  history,
}: ToldMessage): readonly Happening[] {
  if (failure.data)
    return timelineOf({
      message: message.data,
      failure: failure.data,
      attempts: attempts.data?.data ?? [],
      history: history.data?.data ?? [],
    });
  if (!message.data) return [];
  const { acceptedAt } = message.data;
  const words = delivery ? stateWords(delivery.state) : "No route takes it";
  return [published(message.data, route), { at: delivery?.settledAt ?? acceptedAt, words, tone: "none" }];
}

/** The life of a delivery from its publication to what it waits for, oldest first. */
export function timelineOf({ message, failure, attempts, history }: Told): readonly Happening[] {
  const past = [
    ...(message ? [published(message, failure.route)] : []),
    ...attempts.map(tried),
    ...waitsBetween(attempts),
    ...history.filter((entry) => !isLook(entry)).map(acted),
  ].toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
  return [...past, ...standing(failure, past.at(-1)?.at ?? new Date(0).toISOString())];
}

function published({ acceptedAt, source }: Message, route: string | undefined): Happening {
  const came = { at: acceptedAt, tone: "none" } as const;
  if (route === wayIn) return { ...came, words: "Came in", detail: `from ${source}, and was refused` };
  const where = route === undefined ? "" : `, and queued for ${route}`;
  return { ...came, words: "Published", detail: `by ${source}${where}` };
}

const outcomes: Readonly<Record<string, readonly [words: string, tone: Tone]>> = {
  applied: ["applied", "good"],
  unchanged: ["nothing to do", "good"],
  superseded: ["superseded", "none"],
  throttled: ["the vendor said later", "wait"],
  retry: ["failed, will be tried again", "wait"],
  inDoubt: ["no clear answer", "doubt"],
  rejected: ["refused", "bad"],
  blocked: ["blocked", "bad"],
};

/** How an attempt ended, in words, and its colour. */
export const outcomeOf = (outcome: string): readonly [words: string, tone: Tone] =>
  outcomes[outcome] ?? [outcome, "none"];

function tried({ startedAt, n, outcome, durationMs, worker, code, message, generation }: Attempt): Happening {
  const [words, tone] = outcomeOf(outcome);
  const life = generation > 0 ? `, life ${generation + 1}` : "";
  const error = code === null && message === null ? "" : `\n${[code, message].filter(Boolean).join(" ")}`;
  return {
    at: startedAt,
    words: `Attempt ${n}${life}: ${words}`,
    tone,
    detail: `${durationOf(durationMs)} on ${worker}${error}`,
  };
}

const acts: Readonly<Record<string, string>> = {
  "failure.replay": "Replayed",
  "failure.reapply": "Applied again",
  "failure.retryNow": "Hurried",
  "failure.discard": "Discarded",
  "failure.restore": "Restored",
  "failure.revise": "Edited",
  "failure.answer.applied": "Answered: applied",
  "failure.answer.absent": "Answered: absent",
  "failure.ask": "The vendor is to be asked",
  "failure.dry-run": "Run without sending",
  "payload.read": "Data looked at",
  "revisions.read": "Edits looked at",
  "lane.retry": "Retried at the head of its lane",
  "lane.skip": "Skipped in its lane",
};

/** Less is no wait, but the way from one process to another. */
const shortestWaitMs = 1_000;

/** From the end of an attempt to the next one of the same life. */
function waitsBetween(attempts: readonly Attempt[]): readonly Happening[] {
  const inOrder = attempts.toSorted((one, other) => one.n - other.n);
  return inOrder.flatMap((attempt, index) => {
    const next = inOrder[index + 1];
    if (!next || next.generation !== attempt.generation) return [];
    const endMs = Date.parse(attempt.startedAt) + attempt.durationMs;
    const waitedMs = Date.parse(next.startedAt) - endMs;
    if (waitedMs < shortestWaitMs) return [];
    return [
      { at: new Date(endMs).toISOString(), words: `Waited ${durationOf(waitedMs)}`, tone: "wait" as const },
    ];
  });
}

/** What a replay has not sent, by the state of its item. */
const notSent: Readonly<Record<string, string>> = {
  pending: "Chosen for a replay",
  skipped: "Skipped by a replay",
  returned: "Given back by a replay",
};

/** What somebody did, in words. */
export const actWords = ({ action, replay }: HistoryEntry): string =>
  notSent[replay?.item ?? ""] ?? acts[action] ?? action;

/** Looking changes nothing: the audit has it, and the life of a delivery does not. */
const isLook = ({ action }: HistoryEntry): boolean =>
  action.endsWith(".read") || action === "failure.dry-run";

const acted = (entry: HistoryEntry): Happening => ({
  at: entry.at,
  words: actWords(entry),
  tone: "none",
  by: entry.actor,
  detail: entry.reason ?? undefined,
});

/** How it stands now, and what it waits for. */
function standing(failure: FailureDetail, last: string): readonly Happening[] {
  const { state, reason, nextAttemptAt, settledAt, inDoubtSince, lastFailedAt } = failure;
  const detail = reason ?? undefined;
  const words = stateWords(state);
  if (settledAt !== null)
    return [
      { at: settledAt, words, tone: ["applied", "unchanged"].includes(state) ? "good" : "none", detail },
    ];
  if (nextAttemptAt !== null)
    return [{ at: nextAttemptAt, words: "Next attempt", tone: "wait", detail, isAhead: true }];
  if (state === "inDoubt")
    return [{ at: inDoubtSince ?? last, words: "Waits for an answer", tone: "doubt", detail }];
  if (state === "dead" || state === "blocked")
    return [
      {
        at: lastFailedAt ?? last,
        words: state === "dead" ? "Failed: waits for somebody" : "Blocked",
        tone: "bad",
        detail,
      },
    ];
  return [{ at: last, words, tone: "busy", detail }];
}
