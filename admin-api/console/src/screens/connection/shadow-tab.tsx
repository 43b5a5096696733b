import { useRead } from "../../api/queries.ts";
import { messageColumns } from "../../messages/columns.tsx";
import { rowOfMessage } from "../../messages/rows.ts";
import { Empty, Loaded } from "../../parts/empty.tsx";
import { List } from "../../parts/list.tsx";
import { Section } from "../../parts/page.tsx";
import { manyOf } from "../../parts/words.ts";

const shown = ["key", "type", "route", "error", "settled"];
/** Each of its deliveries ends as unchanged: how it would have gone is the reason. */
const columns = messageColumns
  .filter(({ name }) => shown.includes(name))
  .map((column) => (column.name === "error" ? { ...column, words: "How it would have gone" } : column));

/** What a shadow would have sent: each attempt of its deliveries keeps the request that was made and not sent. */
export function ShadowTab({ id }: { readonly id: string }) {
  const messages = useRead("/api/v1/messages", { query: { connection: id, view: "all", limit: 50 } });
  return (
    <Section title="What it would have sent">
      <p>Its requests are made and kept with the attempt, and none is sent. Open one to see the request.</p>
      <Loaded of={messages}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty title="No message was for it yet" />
          ) : (
            <>
              <List
                label="What it would have sent"
                rows={data.map(rowOfMessage)}
                columns={columns}
                idOf={(row) => row.id}
                linkOf={({ messageId, route }) => ({
                  to: "/messages/$id",
                  params: { id: messageId },
                  search: { route, tab: "attempts" },
                })}
              />
              <p className="faint">The newest {manyOf(data.length, "delivery", "deliveries")} shown</p>
            </>
          )
        }
      </Loaded>
    </Section>
  );
}
