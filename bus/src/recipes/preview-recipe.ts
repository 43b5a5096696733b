import type { Patch } from "../mending/apply-patch.ts";
import type { Difference } from "../mending/differences.ts";
import { shownDifferences } from "../mending/shown-differences.ts";
import { deliveryId } from "../operations/delivery-id.ts";
import { mendMember, type LeftVerdict, type RecipeMember, type RecipeRules } from "./mend-member.ts";

/** A recipe is over at most so many failures. */
export const mostMembers = 10_000;
const mostExamples = 3;
const mostSamples = 3;
/** Reasons may name a value of the member; many different ones are told as one. */
const mostReasons = 50;

/** What a recipe would do to a selection now. */
export type RecipePreview = {
  readonly looked: number;
  /** Why not all were looked at; null where all were. */
  readonly cut: string | null;
  /** So many would be changed and fit their contract then. */
  readonly mended: number;
  /** Of these, so many change a personal or sensitive place. */
  readonly touching: number;
  /** The places. */
  readonly delicate: readonly string[];
  readonly types: readonly string[];
  /** Those that it leaves as they are, by why. */
  readonly left: readonly LeftMembers[];
  /** What the first ones would become; values are masked. */
  readonly samples: readonly { readonly id: string; readonly differences: readonly Difference[] }[];
};

/** Members that are left as they are for one reason. */
export type LeftMembers = {
  readonly verdict: LeftVerdict;
  readonly reason: string;
  readonly count: number;
  readonly examples: readonly string[];
};

type Limits = { readonly withinMs: number; readonly now: () => number };

/** Tries a patch on every member, until its time is over; changes nothing. */
export async function previewRecipe(
  members: AsyncIterable<readonly RecipeMember[]>,
  patch: Patch,
  rules: RecipeRules,
  { withinMs, now }: Limits,
): Promise<RecipePreview> {
  const until = now() + withinMs;
  const tally = newTally(patch, rules);
  for await (const batch of members) {
    for (const member of batch) {
      if (tally.looked === mostMembers) return tally.end(`more than ${mostMembers} members`);
      tally.look(member);
    }
    if (now() > until) return tally.end(`its time of ${withinMs / 1_000} s is over`);
  }
  return tally.end(null);
}

function newTally(patch: Patch, rules: RecipeRules) {
  const delicate = new Set<string>();
  const types = new Set<string>();
  const left = new Map<string, LeftMembers>();
  const samples: RecipePreview["samples"][number][] = [];
  const counts = { looked: 0, mended: 0, touching: 0 };
  const leave = (id: string, verdict: LeftVerdict, reason: string) => {
    const words = left.has(`${verdict} ${reason}`) || left.size < mostReasons ? reason : "other reasons";
    const name = `${verdict} ${words}`;
    const { count, examples } = left.get(name) ?? { count: 0, examples: [] };
    const shown = examples.length < mostExamples ? [...examples, id] : examples;
    left.set(name, { verdict, reason: words, count: count + 1, examples: shown });
  };
  return {
    get looked() {
      return counts.looked;
    },
    look(member: RecipeMember): void {
      counts.looked += 1;
      const id = deliveryId(member.key);
      const outcome = mendMember(member, patch, rules);
      if (outcome.verdict !== "mended") return leave(id, outcome.verdict, outcome.reason);
      const { message, body } = outcome;
      const { type } = message.envelope;
      counts.mended += 1;
      types.add(type);
      if (outcome.delicate.length > 0) counts.touching += 1;
      for (const pointer of outcome.delicate) delicate.add(pointer);
      if (samples.length === mostSamples) return;
      const contract = rules.registry.get(type);
      samples.push({ id, differences: shownDifferences(message.body, body, { contract, personal: false }) });
    },
    end(cut: string | null): RecipePreview {
      const most = [...left.values()].toSorted((one, other) => other.count - one.count);
      return {
        ...counts,
        cut,
        delicate: [...delicate].toSorted(),
        types: [...types].toSorted(),
        left: most,
        samples,
      };
    },
  };
}
