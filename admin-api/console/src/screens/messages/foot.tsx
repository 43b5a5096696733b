import { useSearch } from "@tanstack/react-router";
import { Pager } from "../../parts/pager.tsx";
import { nearlyOf } from "../../parts/words.ts";
import { PageSizes } from "./page-sizes.tsx";

type Props = {
  readonly shown: number;
  /** Null where only reading them all would tell. */
  readonly count: { readonly value: number; readonly about: boolean; readonly atLeast?: boolean } | null;
  readonly next: string | null;
  readonly window: { readonly from: string | null; readonly complete: boolean };
};

/** How many of how many are shown, where they were looked for, and the way on. */
export function Foot({ shown, count, next, window }: Props) {
  const { cursor } = useSearch({ from: "/shell/messages" });
  return (
    <div className="messages-foot">
      <Pager
        shown={shown}
        total={count?.value}
        nearly={count ? nearlyOf(count) : undefined}
        next={next}
        isFurther={cursor !== undefined}
        window={windowWords(window)}
      />
      <PageSizes />
    </div>
  );
}

/** Where a list has looked, where that is not everywhere. */
function windowWords({ from, complete }: Props["window"]): string | undefined {
  if (from === null && complete) return undefined;
  const since = from === null ? "the beginning" : from.replace("T", " ").replace(/(\.\d+)?Z$/, " UTC");
  return complete ? `since ${since}` : `searched back to ${since}; the next page goes on`;
}
