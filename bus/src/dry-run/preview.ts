import { deliveryId } from "../operations/delivery-id.ts";
import type { Selection } from "../operations/replays.ts";
import { openDryRunner, type DryRunParts } from "./dry-runs.ts";
import { openPreviewTally, type Group, type VerdictCount } from "./preview-tally.ts";

/** What a replay of a selection would send, by dry runs of its members. */
export type DryRunPreview = {
  /** Members that were looked at; where these are not all, they were chosen by chance. */
  readonly looked: number;
  /** Why no more were looked at; null where all were. */
  readonly cut: string | null;
  readonly verdicts: readonly VerdictCount[];
  /** Of those that differ: by route, and by the places at which they do. */
  readonly groups: readonly Group[];
};

/** More keys than this are not in memory at once. */
const mostMembers = 100_000;
/** Messages of one turn: with the longest that travel in their rows, 25 MB. */
const turn = 100;
/** Enough for all that it looks at, and below the deadline that such a request has. */
const mostMs = 50_000;

type PreviewParts = DryRunParts & {
  /** Ends it when nobody waits for it any more. */
  readonly signal?: AbortSignal;
  readonly withinMs?: number;
};

/** Dry runs of all members of a selection, or of as many as time allows. */
export async function previewDryRuns(selection: Selection, parts: PreviewParts): Promise<DryRunPreview> {
  const { store, clock, signal, withinMs = mostMs } = parts;
  const endMs = clock.now() + withinMs;
  const runner = openDryRunner({ ...parts, endMs });
  const tally = openPreviewTally();
  const keys = await store.choose(selection, mostMembers + 1);
  const chosen = keys.slice(0, mostMembers);
  let looked = 0;
  for (let at = 0; at < chosen.length && clock.now() < endMs && !signal?.aborted; at += turn) {
    const some = chosen.slice(at, at + turn);
    for (const [n, dry] of (await runner.of(some)).entries()) {
      const key = some[n];
      if (!key || !dry) continue;
      tally.count(deliveryId(key), key.route, dry);
      looked += 1;
    }
  }
  return { looked, cut: cutBecause(looked, keys.length, withinMs), ...tally.result() };
}

function cutBecause(looked: number, found: number, withinMs: number): string | null {
  if (looked === found) return null;
  const sample = "those looked at were chosen by chance";
  return looked === mostMembers
    ? `There are more than ${mostMembers}; ${sample}.`
    : `Its time of ${withinMs / 1_000} s was over; ${sample}.`;
}
