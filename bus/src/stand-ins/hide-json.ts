import { isPersonalKey, isTellingKey } from "../mask-body.ts";
import { scrub } from "../redact.ts";
import { rewriteJson, type Leaf } from "./rewrite-json.ts";
import type { StandIns } from "./stand-ins.ts";

/** What is taken for nobody's, because the adapter's own code says it: names of events, kinds, codes. */
export type Vocabulary = ReadonlySet<string>;

/**
 * A vendor's JSON, which no contract describes, with stand-ins for everything that its key, its form or the adapter's
 * vocabulary does not vouch for. Numbers stay, but for those of persons; so does whatever makes the text no JSON.
 */
export function hideJson(text: string, vocabulary: Vocabulary, standIns: StandIns): string {
  const hidden = (leaf: Leaf) => (isKept(leaf, vocabulary) ? undefined : standIns.of(leaf.value));
  // Twice: a value may be met under a key that vouches for it before the one that does not.
  rewriteJson(text, { leaf: hidden });
  return rewriteJson(text, {
    leaf: (leaf) => standIns.known(leaf.value) ?? hidden(leaf),
    key: (key) => (scrub(key) === key ? (standIns.known(key) ?? key) : standIns.of(key)),
  });
}

function isKept({ path, value, kind }: Leaf, vocabulary: Vocabulary): boolean {
  const names = path.filter((step) => step !== "*");
  const key = names.at(-1) ?? "";
  const isPersons = names.some(isPersonalKey);
  if (kind === "number") return !/^\d{7,}$/.test(value) || (!isPersonalKey(key) && isCounted(key, value));
  if (vocabulary.has(value) || value.trim() === "" || /^(true|false|null)$/i.test(value)) return true;
  if (isPersonalKey(key) || scrub(value) !== value) return false;
  if (isTellingKey(key)) return !(isPersons && /id$/i.test(key));
  return isPersons ? false : isPlain(key, value);
}

/** An amount, an id or a time, not a telephone. */
const isCounted = (key: string, value: string): boolean =>
  isTellingKey(key) || isTimeKey(key) || value.length < 10;

const isTimeKey = (key: string): boolean =>
  /time|date|created|updated|changed|expire|_at$|At$|_on$|On$/.test(key);

/** A time, a small number, a currency or language: about no person by its form. */
const isPlain = (key: string, value: string): boolean =>
  /^\d{4}-\d\d-\d\d([T ][\d:.,]+(Z|[+-]\d\d:?\d\d)?)?$/.test(value) ||
  /^-?\d{1,6}(\.\d{1,6})?$/.test(value) ||
  (/currency|country|locale|language|zone$/i.test(key) &&
    /^[A-Za-z]{2,3}([-_/][A-Za-z]{2,20})*$/.test(value));
