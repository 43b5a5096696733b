import { useSearch } from "@tanstack/react-router";
import { useRead } from "../../api/queries.ts";
import { rowOfMessage } from "../../messages/rows.ts";
import { Empty, Loaded } from "../../parts/empty.tsx";
import { Pager } from "../../parts/pager.tsx";
import { MessageList } from "./message-list.tsx";
import { messageFilterOf, type View } from "./views.ts";

/** A view of all messages, failed or not. */
export function MessageView({ view }: { readonly view: View }) {
  const search = useSearch({ from: "/shell/messages" });
  const { filter } = messageFilterOf(view, search);
  const page = useRead(
    "/api/v1/messages",
    { query: { ...filter, limit: search.limit ?? "50", cursor: search.cursor } },
    { keepFormer: true },
  );
  return (
    <Loaded of={page} rows={12}>
      {({ data, next }) => (
        <>
          {data.length === 0 ? (
            <Empty title="Nothing here">{null}</Empty>
          ) : (
            <MessageList rows={data.map(rowOfMessage)} />
          )}
          <Pager shown={data.length} next={next} isFurther={search.cursor !== undefined} />
        </>
      )}
    </Loaded>
  );
}
