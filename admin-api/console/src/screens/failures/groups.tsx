import { useState } from "react";
import { useRead } from "../../api/queries.ts";
import { GroupDialog, type ChosenAct } from "../../groups/group-dialog.tsx";
import { Loaded } from "../../parts/empty.tsx";
import { Pager } from "../../parts/pager.tsx";
import { useSelection } from "../../parts/selection.ts";
import { BulkBar, type AllGroups } from "./bulk-bar.tsx";
import { GroupList } from "./group-list.tsx";
import { NoGroups } from "./no-groups.tsx";
import { groupQueryOf, type Query } from "./query.ts";

/** The groups that the query finds, and what can be done with one or with those chosen. */
export function Groups({ query }: { readonly query: Query }) {
  const [chosen, choose] = useState<ChosenAct>();
  const asked = groupQueryOf(query);
  const selection = useSelection<AllGroups>(JSON.stringify(asked));
  const page = useRead("/api/v1/failure-groups", { query: asked }, { keepFormer: true });
  const close = () => {
    choose(undefined);
    selection.clear();
  };
  return (
    <Loaded of={page} rows={10}>
      {({ data, next, count, failures }) => (
        <>
          {data.length === 0 ? (
            <NoGroups query={query} />
          ) : (
            <GroupList
              groups={data}
              sort={query.sort ?? "lastSeen"}
              hasStates={data.some(({ state }) => state !== (query.status ?? "open"))}
              selection={selection}
              onChoose={choose}
            />
          )}
          <BulkBar
            groups={data}
            query={query}
            total={{ groups: count.value, checksum: count.checksum, failures }}
            selection={selection}
            onChoose={choose}
          />
          <Pager shown={data.length} total={count.value} next={next} isFurther={query.cursor !== undefined} />
          {chosen && <GroupDialog chosen={chosen} onClose={close} />}
        </>
      )}
    </Loaded>
  );
}
