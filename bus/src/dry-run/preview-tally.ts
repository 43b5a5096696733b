import type { Change } from "./changes.ts";
import { verdicts, type DryRun, type VerdictKind } from "./verdict.ts";

/** How many came to one verdict. */
export type VerdictCount = {
  readonly verdict: VerdictKind;
  readonly count: number;
  /** Ids of failures, three at the most. */
  readonly examples: readonly string[];
  /** Of the first of them. */
  readonly words: string;
};

/** Those of a route that differ at the same places. */
export type Group = {
  readonly route: string;
  readonly places: readonly string[];
  readonly count: number;
  readonly examples: readonly string[];
  /** What differs in the first of them. */
  readonly changes: readonly Change[];
};

/** Counts dry runs: of a million it keeps no more than of a few. */
type PreviewTally = {
  count(id: string, route: string, dry: DryRun): void;
  result(): { readonly verdicts: readonly VerdictCount[]; readonly groups: readonly Group[] };
};

const mostExamples = 3;
/** A map whose keys are ids would make a group of each message. */
const mostGroups = 100;
const mostPlaces = 20;
const morePlaces = "(other places)";

type Counted<Kept> = { readonly kept: Kept; count: number; readonly examples: string[] };

export function openPreviewTally(): PreviewTally {
  const byVerdict = new Map<VerdictKind, Counted<string>>();
  const byPlaces = new Map<string, Counted<Pick<Group, "route" | "places" | "changes">>>();
  const countPlaces = (id: string, route: string, { changes }: DryRun) => {
    const places = [...new Set(changes.map(({ place }) => place))].toSorted().slice(0, mostPlaces);
    const name = [route, ...places].join("\n");
    const isKept = byPlaces.has(name) || byPlaces.size < mostGroups;
    const kept = isKept
      ? { route, places, changes: changes.slice(0, mostPlaces) }
      : { route: "", places: [morePlaces], changes: [] };
    add(byPlaces, isKept ? name : morePlaces, id, kept);
  };
  return {
    count(id, route, dry) {
      add(byVerdict, dry.verdict, id, dry.words);
      if (dry.verdict === "differs") countPlaces(id, route, dry);
    },
    result: () => ({
      verdicts: verdicts.flatMap((verdict) => {
        const found = byVerdict.get(verdict);
        return found ? [{ verdict, count: found.count, examples: found.examples, words: found.kept }] : [];
      }),
      groups: [...byPlaces.values()]
        .map(({ kept, count, examples }) => ({ ...kept, count, examples }))
        .toSorted((a, b) => b.count - a.count),
    }),
  };
}

function add<Name, Kept>(all: Map<Name, Counted<Kept>>, name: Name, id: string, kept: Kept): void {
  const found = all.get(name) ?? { kept, count: 0, examples: [] };
  found.count += 1;
  if (found.examples.length < mostExamples) found.examples.push(id);
  all.set(name, found);
}
