import { useSearch } from "@tanstack/react-router";
import { useRead } from "../../api/queries.ts";
import { rowOfMessage } from "../../messages/rows.ts";
import { Loaded } from "../../parts/empty.tsx";
import { queryOfTerms, type Term } from "../../parts/query-terms.ts";
import { QueryLink } from "../../parts/query-link.tsx";
import { Foot } from "./foot.tsx";
import { MessageList } from "./message-list.tsx";
import { NoMessages } from "./no-messages.tsx";
import { messageFilterOf, type View } from "./views.ts";

/** A view of all messages, failed or not. */
export function MessageView({ view }: { readonly view: View }) {
  const search = useSearch({ from: "/shell/messages" });
  const { filter, unknown } = messageFilterOf(view, search);
  const page = useRead(
    "/api/v1/messages",
    { query: { ...filter, limit: search.limit ?? "50", cursor: search.cursor } },
    { keepFormer: true },
  );
  return (
    <Loaded of={page} rows={12}>
      {({ data, next, count, window }) => (
        <>
          {unknown.length > 0 && <NotHere terms={unknown} />}
          {data.length === 0 ? (
            <NoMessages view={view} asked={search} />
          ) : (
            <MessageList rows={data.map(rowOfMessage)} />
          )}
          <Foot shown={data.length} count={count} next={next} window={window} />
        </>
      )}
    </Loaded>
  );
}

/** Settled messages are found by what stands in clear beside them; the rest of a search needs a view of failures. */
function NotHere({ terms }: { readonly terms: readonly Term[] }) {
  return (
    <p className="messages-note" role="status">
      This view is not searched by <span className="mono">{queryOfTerms(terms)}</span>.{" "}
      <QueryLink set={{ view: "failed", cursor: undefined }}>Search the failures</QueryLink>
    </p>
  );
}
