import { getRouteApi, Link } from "@tanstack/react-router";
import { useRead } from "../../api/queries.ts";
import type { GroupDetail } from "../../groups/group.ts";
import { messageColumns } from "../../messages/columns.tsx";
import { rowOfFailure, type MessageRow } from "../../messages/rows.ts";
import { Empty, Loaded } from "../../parts/empty.tsx";
import { List } from "../../parts/list.tsx";
import { Section } from "../../parts/page.tsx";
import { Pager } from "../../parts/pager.tsx";
import { nearlyOf } from "../../parts/words.ts";

const route = getRouteApi("/shell/failures/$groupId");

const shown = ["key", "state", "attempts", "error", "age"];
const columns = messageColumns.filter(({ name }) => shown.includes(name));

/** The failures of the group, last failed first. */
export function Failures({ group: { id } }: { readonly group: GroupDetail }) {
  const { cursor } = route.useSearch();
  const page = useRead("/api/v1/failures", { query: { group: id, cursor, limit: 25 } }, { keepFormer: true });
  return (
    <Section
      title="Failures"
      actions={
        <Link to="/messages" search={{ q: `group:${id}` }} className="button">
          Open among messages
        </Link>
      }
    >
      <Loaded of={page}>
        {({ data, next, count }) =>
          data.length === 0 ? (
            <Empty title="No failure is left in it" />
          ) : (
            <>
              <List
                label="Failures of the group"
                rows={data.map(rowOfFailure)}
                columns={columns}
                idOf={(row) => row.id}
                linkOf={linkOf}
              />
              <Pager
                shown={data.length}
                total={count.value}
                nearly={nearlyOf(count)}
                next={next}
                isFurther={cursor !== undefined}
              />
            </>
          )
        }
      </Loaded>
    </Section>
  );
}

const linkOf = ({ messageId, route: name }: MessageRow) => ({
  to: "/messages/$id" as const,
  params: { id: messageId },
  search: { route: name },
});
