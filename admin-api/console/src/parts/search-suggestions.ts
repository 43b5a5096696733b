import { termsOf } from "./query-terms.ts";

/** Something that can be searched by. */
export type SearchField = {
  readonly name: string;
  /** What it finds. */
  readonly words: string;
  /** Known values; of a list with commas each part is one. */
  readonly values?: readonly string[];
};

/** What a search box offers: a term, or the beginning of one. */
export type Suggestion = {
  readonly text: string;
  readonly words: string;
  /** Whether nothing is left to be typed. */
  readonly isWhole: boolean;
};

const most = 12;

/** What could be meant by what somebody is typing: the names of fields first, then their values. */
export function suggestionsFor(
  typed: string,
  fields: readonly SearchField[],
  nowMs: number,
): readonly Suggestion[] {
  const [term] = termsOf(typed);
  const field = fields.find(({ name }) => name === term?.name);
  if (!term || !field) return fieldsLike(typed, fields).slice(0, most);
  const values = isTime(field.name)
    ? timesFrom(nowMs)
    : (field.values ?? []).map((value) => [value, ""] as const);
  const started = term.value.toLowerCase();
  return values
    .filter(([value, words]) => `${value} ${words}`.toLowerCase().includes(started) && value !== term.value)
    .slice(0, most)
    .map(([value, words]) => ({ text: `${field.name}:${quoted(value)}`, words, isWhole: true }));
}

const isTime = (name: string): boolean => name === "from" || name === "to";

const quoted = (value: string): string => (/[\s"]/.test(value) ? JSON.stringify(value) : value);

/** Names that begin so stand before those that only have it in them, or in their words. */
function fieldsLike(typed: string, fields: readonly SearchField[]): readonly Suggestion[] {
  const started = typed.trim().toLowerCase();
  const rank = ({ name, words }: SearchField): number => {
    if (name.toLowerCase().startsWith(started)) return 0;
    if (name.toLowerCase().includes(started)) return 1;
    return words.toLowerCase().includes(started) ? 2 : 3;
  };
  return fields
    .filter((field) => rank(field) < 3)
    .toSorted((one, other) => rank(one) - rank(other))
    .map(({ name, words }) => ({ text: `${name}:`, words, isWhole: false }));
}

const hourMs = 3_600_000;

/** Moments by the words that people have for them; a day begins at 0:00 UTC. */
function timesFrom(nowMs: number): readonly (readonly [value: string, words: string])[] {
  const ago = (hours: number) => `${new Date(nowMs - hours * hourMs).toISOString().slice(0, 16)}:00Z`;
  const day = (days: number) => new Date(nowMs - days * 24 * hourMs).toISOString().slice(0, 10);
  return [
    [ago(1), "an hour ago"],
    [ago(6), "six hours ago"],
    [ago(24), "a day ago"],
    [day(0), "today"],
    [day(1), "yesterday"],
    [day(7), "a week ago"],
    [day(30), "thirty days ago"],
  ];
}
