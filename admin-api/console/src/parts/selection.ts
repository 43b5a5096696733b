import { useMemo, useState } from "react";
import { useHold } from "../api/live.ts";

/** How many match a filter, as the server counts. */
export type Count = {
  readonly value: number;
  readonly about: boolean;
  /** Only a part was looked through. */
  readonly atLeast: boolean;
  /** Which these are, where all are counted. */
  readonly checksum: string | null;
};

/**
 * What a person has chosen of a list: some rows, or all that match the filter, as the server knows them. It lives in the page
 * alone: a reload or another filter clears it, and never widens it.
 */
export type Selection<All = unknown> = {
  readonly ids: ReadonlySet<string>;
  /** Where all that match are meant, also those that are not on the page: how many these were when they were chosen. */
  readonly all: All | undefined;
  readonly isEmpty: boolean;
  toggle(id: string): void;
  add(ids: readonly string[]): void;
  set(ids: readonly string[]): void;
  takeAll(count: All): void;
  clear(): void;
};

/** Chooses a row as a click does; with Shift, from the last chosen one to this. */
export const chooseIn =
  (selection: Selection | undefined, ids: readonly string[]) =>
  (id: string, withShift: boolean): void =>
    withShift ? selection?.add(idsBetween(ids, selection, id)) : selection?.toggle(id);

function idsBetween(ids: readonly string[], selection: Selection, to: string): readonly string[] {
  const last = ids.indexOf([...selection.ids].at(-1) ?? to);
  const end = ids.indexOf(to);
  return last < 0 ? [to] : ids.slice(Math.min(last, end), Math.max(last, end) + 1);
}

type Chosen<All> = {
  readonly of: string;
  readonly ids: ReadonlySet<string>;
  readonly all: All | undefined;
};

const nothing: ReadonlySet<string> = new Set();

/** A selection that holds for one filter, of which `filterKey` is the words. Rows do not move while something is selected. */
export function useSelection<All = Count>(filterKey: string): Selection<All> {
  const [chosen, setChosen] = useState<Chosen<All>>({ of: filterKey, ids: nothing, all: undefined });
  const isCurrent = chosen.of === filterKey;
  const ids = isCurrent ? chosen.ids : nothing;
  const all = isCurrent ? chosen.all : undefined;
  useHold(ids.size > 0 || all !== undefined);
  return useMemo(() => {
    const choose = (next: Iterable<string>, count?: All) =>
      setChosen({ of: filterKey, ids: new Set(next), all: count });
    return {
      ids,
      all,
      isEmpty: ids.size === 0 && all === undefined,
      toggle: (id) => choose(ids.has(id) ? [...ids].filter((each) => each !== id) : [...ids, id]),
      add: (more) => choose([...ids, ...more]),
      set: (given) => choose(given),
      takeAll: (count) => choose(ids, count),
      clear: () => choose([]),
    };
  }, [filterKey, ids, all]);
}
