import { useMemo, useState } from "react";
import { useHold } from "../api/live.ts";

/**
 * What a person has chosen of a list: some rows, or all that match the filter, as the server knows them. It lives in the page
 * alone: a reload or another filter clears it, and never widens it.
 */
export type Selection = {
  readonly ids: ReadonlySet<string>;
  /** Whether all that match are meant, also those that are not on the page. */
  readonly isAll: boolean;
  readonly isEmpty: boolean;
  toggle(id: string): void;
  add(ids: readonly string[]): void;
  set(ids: readonly string[]): void;
  takeAll(): void;
  clear(): void;
};

const nothing: ReadonlySet<string> = new Set();

/** A selection that holds for one filter, of which `filterKey` is the words. Rows do not move while something is selected. */
export function useSelection(filterKey: string): Selection {
  const [chosen, setChosen] = useState({ of: filterKey, ids: nothing, isAll: false });
  const isCurrent = chosen.of === filterKey;
  const ids = isCurrent ? chosen.ids : nothing;
  const isAll = isCurrent && chosen.isAll;
  useHold(ids.size > 0 || isAll);
  return useMemo(() => {
    const choose = (next: Iterable<string>, all = false) =>
      setChosen({ of: filterKey, ids: new Set(next), isAll: all });
    return {
      ids,
      isAll,
      isEmpty: ids.size === 0 && !isAll,
      toggle: (id) => choose(ids.has(id) ? [...ids].filter((each) => each !== id) : [...ids, id]),
      add: (more) => choose([...ids, ...more]),
      set: (given) => choose(given),
      takeAll: () => choose(ids, true),
      clear: () => choose([]),
    };
  }, [filterKey, ids, isAll]);
}
