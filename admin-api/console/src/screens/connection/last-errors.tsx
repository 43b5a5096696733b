import { useRead } from "../../api/queries.ts";
import type { Group } from "../../groups/group.ts";
import { Empty, Loaded } from "../../parts/empty.tsx";
import { List, type Column } from "../../parts/list.tsx";
import { Section } from "../../parts/page.tsx";
import { State } from "../../parts/state.tsx";
import { Time } from "../../parts/time.tsx";
import { countOf } from "../../parts/words.ts";

const columns: readonly Column<Group>[] = [
  { name: "title", words: "Group", cell: ({ title }) => title, isWide: true },
  { name: "state", words: "State", cell: ({ state }) => <State state={state} /> },
  { name: "operation", words: "Operation", cell: ({ operation }) => operation, isMinor: true },
  { name: "count", words: "Failures", cell: ({ count }) => countOf(count), isNumber: true },
  { name: "last", words: "Last seen", isNamed: true, cell: ({ lastSeenAt }) => <Time at={lastSeenAt} /> },
];

/** The failure groups of a connection, the last seen first. */
export function LastErrors({ connection }: { readonly connection: string }) {
  const groups = useRead("/api/v1/failure-groups", { query: { connection, limit: 10 } });
  return (
    <Section title="Last errors">
      <Loaded of={groups} rows={3}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty title="Nothing of it has failed and is still open" />
          ) : (
            <List
              label="Last errors"
              rows={data}
              columns={columns}
              idOf={({ id }) => id}
              linkOf={({ id }) => ({ to: "/failures/$groupId", params: { groupId: id } })}
            />
          )
        }
      </Loaded>
    </Section>
  );
}
