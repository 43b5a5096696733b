import { useSearch } from "@tanstack/react-router";
import { useRead } from "../../api/queries.ts";
import { rowOfFailure } from "../../messages/rows.ts";
import { Loaded } from "../../parts/empty.tsx";
import { useSelection } from "../../parts/selection.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { Foot } from "./foot.tsx";
import { filterWords } from "./filter-words.ts";
import { MessageList } from "./message-list.tsx";
import { NoMessages } from "./no-messages.tsx";
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
            <NoMessages view={view} asked={search} />
          ) : (
            <MessageList rows={data.map(rowOfFailure)} selection={selection} />
          )}
          <BulkBar
            selection={selection}
            filter={filter}
            words={filterWords(filter)}
            count={count}
            pageSize={data.length}
            isDiscarded={view.name === "discarded"}
          />
          <Foot shown={data.length} count={count} next={next} window={window} />
        </>
      )}
    </Loaded>
  );
}
