import { useSearch } from "@tanstack/react-router";
import { useRead, type Answer } from "../../api/queries.ts";
import { CopyButton } from "../../parts/copy.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { Empty, Loaded } from "../../parts/empty.tsx";
import { JsonView } from "../../parts/json-view.tsx";
import { List, type Column } from "../../parts/list.tsx";
import { Facts, Page } from "../../parts/page.tsx";
import { Pager } from "../../parts/pager.tsx";
import { QueryLink, useSetQuery } from "../../parts/query-link.tsx";
import { Time } from "../../parts/time.tsx";
import { AuditFilter } from "./audit-filter.tsx";

type Entry = Answer<"/api/v1/audit">["data"][number];

const columns: readonly Column<Entry>[] = [
  { name: "at", words: "When", cell: ({ at }) => <Time at={at} /> },
  { name: "actor", words: "Who", cell: ({ actor }) => actor },
  { name: "action", words: "Act", cell: ({ action }) => <span className="mono">{action}</span> },
  { name: "target", words: "What", cell: ({ target }) => <span className="mono">{target}</span> },
  {
    name: "reason",
    words: "Why",
    cell: ({ reason }) => reason ?? <span className="faint">–</span>,
    isWide: true,
  },
];

/** Who did what, when and why. Nobody can change it, the console neither. */
export function Screen() {
  const search = useSearch({ from: "/shell/audit" });
  const { actor, action, target, from, to, cursor, open } = search;
  const set = useSetQuery();
  const audit = useRead(
    "/api/v1/audit",
    { query: { actor, action, target, from, to, cursor, limit: 100 } },
    { keepFormer: true },
  );
  const shown = audit.data?.data.find(({ id }) => String(id) === open);
  return (
    <Page
      title="Audit"
      lead="Every act, every look at personal data, every refusal; each line is chained to the one before."
      actions={
        <CopyButton text="spindle audit verify" label="Copy the command" words="Copy command to verify" />
      }
    >
      <AuditFilter values={search} onChange={(next) => set({ ...next, cursor: undefined })} />
      <Loaded of={audit} rows={10}>
        {({ data, next }) =>
          data.length === 0 ? (
            <Empty title="No line matches">
              <QueryLink
                set={{
                  actor: undefined,
                  action: undefined,
                  target: undefined,
                  from: undefined,
                  to: undefined,
                }}
              >
                Clear the filters
              </QueryLink>
            </Empty>
          ) : (
            <>
              <List
                label="Audit"
                rows={data}
                columns={columns}
                idOf={({ id }) => String(id)}
                current={open}
                actions={detailsOf}
              />
              <Pager shown={data.length} next={next} isFurther={cursor !== undefined} />
            </>
          )
        }
      </Loaded>
      {shown && <Line entry={shown} onClose={() => set({ open: undefined })} />}
    </Page>
  );
}

const detailsOf = ({ id }: Entry) => <QueryLink set={{ open: String(id) }}>Details</QueryLink>;

function Line({ entry, onClose }: { readonly entry: Entry; readonly onClose: () => void }) {
  return (
    <Dialog title={`Line ${entry.id}: ${entry.action}`} shape="drawer" onClose={onClose}>
      <Facts
        facts={[
          ["When", <Time key="at" at={entry.at} />],
          ["Who", entry.actor],
          ["Why", entry.reason ?? "–"],
          ["What", <code key="target">{entry.target}</code>],
        ]}
      />
      <JsonView label="What it changed" text={JSON.stringify(entry.detail, null, 2) ?? "null"} />
    </Dialog>
  );
}
