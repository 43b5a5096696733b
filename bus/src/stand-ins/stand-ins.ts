import { shapedLike, type Draw } from "./shape.ts";

/** Values that stand for others. They follow from the order in which they were asked for alone, so nobody can work back. */
export type StandIns = {
  /** What stands for this value, wherever it is met. */
  of(value: string): string;
  /** What stands for it if it was asked for before and is long enough to be no coincidence. */
  known(value: string): string | undefined;
  /** A text with every known value in it replaced. */
  inText(text: string): string;
};

/** Short values and plain words are met by chance too: the state MA, the channel email. */
const isTelling = (value: string): boolean =>
  value.length >= 4 && /[^a-z_]/.test(value) && value.isWellFormed();
const tries = 40;

export function openStandIns(): StandIns {
  const made = new Map<string, string>();
  const taken = new Set<string>();

  const make = (value: string): string => {
    const draw = drawsFrom(made.size + 1);
    let found = shapedLike(value, draw);
    for (let n = 0; n < tries && (found === value || taken.has(found)); n += 1)
      found = shapedLike(value, draw);
    made.set(value, found);
    taken.add(found);
    return found;
  };
  return {
    of: (value) => (value === "" ? value : (made.get(value) ?? make(value))),
    known: (value) => (isTelling(value) ? made.get(value) : undefined),
    inText(text) {
      const longestFirst = [...made.keys()].filter(isTelling);
      return longestFirst
        .toSorted((a, b) => b.length - a.length)
        .reduce((done, value) => replaced(done, value, made.get(value) ?? ""), text);
    },
  };
}

/** Also where it stands in a path or a form. */
const replaced = (text: string, value: string, standIn: string): string =>
  text.replaceAll(value, standIn).replaceAll(encodeURIComponent(value), encodeURIComponent(standIn));

/** Mulberry32: small, and the same everywhere. */
function drawsFrom(seed: number): Draw {
  let state = Math.imul(seed, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
