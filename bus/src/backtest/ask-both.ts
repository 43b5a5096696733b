import type { Question } from "./protocol.ts";
import type { Answered, Side } from "./side.ts";

/** A message on one route, and which versions take it there. */
export type Case = {
  readonly question: Question;
  readonly taken: { readonly old: boolean; readonly new: boolean };
  /** Why neither can be asked. */
  readonly missing?: string;
};

/** Facts that were looked up, or why there are none. */
export type LookedUp =
  | { readonly ok: true; readonly facts: NonNullable<Question["recalled"]> }
  | { readonly ok: false; readonly reason: string };

/** Looks up what a version recalls. */
export type LookUp = (
  connection: string,
  wanted: Extract<Answered, { kind: "recalls" }>["wanted"],
) => Promise<LookedUp>;

export type Both = { readonly old: Side; readonly new: Side; readonly lookUp: LookUp };

/** What a version makes of a case. `incomparable`: nobody can know, for this reason, which names no value. */
export type SidesAnswer =
  | Exclude<Answered, { kind: "recalls" | "gaveUp" }>
  | { readonly kind: "untaken" }
  | { readonly kind: "incomparable"; readonly reason: string };

export type Answers = { readonly question: Question; readonly old: SidesAnswer; readonly new: SidesAnswer };

/** Asks both versions, at the same time. */
export async function askBoth(cases: readonly Case[], both: Both): Promise<readonly Answers[]> {
  const of = async (side: "old" | "new") => {
    const questions = cases.flatMap(({ question, taken, missing }) =>
      taken[side] && missing === undefined ? [question] : [],
    );
    const answers = await answersOf(both[side], questions, both.lookUp);
    return new Map(questions.map((question, n) => [question, answers[n]]));
  };
  const [old, fresh] = await Promise.all([of("old"), of("new")]);
  return cases.map(({ question, missing }) => {
    const none: SidesAnswer =
      missing === undefined ? { kind: "untaken" } : { kind: "incomparable", reason: missing };
    return { question, old: old.get(question) ?? none, new: fresh.get(question) ?? none };
  });
}

async function answersOf(
  side: Side,
  questions: readonly Question[],
  lookUp: LookUp,
): Promise<readonly SidesAnswer[]> {
  const first = await side.ask(questions);
  const all: SidesAnswer[] = first.map(known);
  const again: { readonly at: number; readonly question: Question }[] = [];
  for (const [at, answer] of first.entries()) {
    const question = questions[at];
    if (answer.kind !== "recalls" || !question) continue;
    const found = await lookUp(question.connection, answer.wanted);
    if (found.ok) again.push({ at, question: { ...question, recalled: found.facts } });
    else all[at] = { kind: "incomparable", reason: found.reason };
  }
  const second = await side.ask(again.map(({ question }) => question));
  for (const [n, { at }] of again.entries()) all[at] = known(second[n] ?? { kind: "gaveUp" });
  return all;
}

function known(answer: Answered): SidesAnswer {
  if (answer.kind === "gaveUp")
    return { kind: "incomparable", reason: "a version crashed or hung too often to be asked again" };
  return answer.kind === "recalls"
    ? { kind: "incomparable", reason: "a version asks again for facts that it was given" }
    : answer;
}
