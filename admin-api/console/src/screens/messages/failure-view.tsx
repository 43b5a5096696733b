import { useSearch } from "@tanstack/react-router";
import { useRead } from "../../api/queries.ts";
import { rowOfFailure } from "../../messages/rows.ts";
import { Empty, Loaded } from "../../parts/empty.tsx";
import { Pager } from "../../parts/pager.tsx";
import { useSelection } from "../../parts/selection.ts";
import { MessageList } from "./message-list.tsx";
import { failureFilterOf, type FailuresView } from "./views.ts";

/** A view of failures: everything can be searched by, chosen and acted on. */
export function FailureView({ view }: { readonly view: FailuresView }) {
  const search = useSearch({ from: "/shell/messages" });
  const filter = failureFilterOf(view, search);
  const selection = useSelection(JSON.stringify(filter));
  const page = useRead(
    "/api/v1/failures",
    { query: { ...filter, limit: search.limit ?? "50", cursor: search.cursor } },
    { keepFormer: true },
  );
  return (
    <Loaded of={page} rows={12}>
      {({ data, next, count, window }) => (
        <>
          {data.length === 0 ? (
            <Empty title="Nothing here">{null}</Empty>
          ) : (
            <MessageList rows={data.map(rowOfFailure)} selection={selection} />
          )}
          <Pager
            shown={data.length}
            total={count.value}
            isExact={!count.about}
            next={next}
            isFurther={search.cursor !== undefined}
            window={windowWords(window)}
          />
        </>
      )}
    </Loaded>
  );
}

type Window = { readonly from: string | null; readonly to: string; readonly complete: boolean };

/** Where a list has looked, where that is not everywhere. */
function windowWords({ from, complete }: Window): string | undefined {
  if (from === null && complete) return undefined;
  const since = from === null ? "the beginning" : from.replace("T", " ").replace(/\..*/, " UTC");
  return complete ? `since ${since}` : `searched back to ${since}; the next page goes on`;
}
