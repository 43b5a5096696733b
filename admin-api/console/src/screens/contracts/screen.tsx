import { getRouteApi } from "@tanstack/react-router";
import { urlOf } from "../../api/base.ts";
import { useRead } from "../../api/queries.ts";
import { Empty, Loaded } from "../../parts/empty.tsx";
import { List } from "../../parts/list.tsx";
import { Page } from "../../parts/page.tsx";
import { QueryLink } from "../../parts/query-link.tsx";
import { SearchBox } from "../../parts/search-box.tsx";
import { Tabs } from "../../parts/tabs.tsx";
import { countOf } from "../../parts/words.ts";
import { columns } from "./columns.tsx";
import { isFound, type Contract } from "./contract-rows.ts";

const route = getRouteApi("/shell/contracts");

const views = {
  all: { words: "All", holds: () => true },
  used: { words: "In use", holds: ({ routes, lastDay }: Contract) => routes.length + lastDay.messages > 0 },
  event: { words: "Events", holds: ({ kind }: Contract) => kind === "event" },
  command: { words: "Commands", holds: ({ kind }: Contract) => kind === "command" },
  trouble: { words: "Not valid", holds: ({ lastDay }: Contract) => lastDay.invalid > 0 },
} as const;

/** Every message type: who sends it, who takes it, how much of it came, and how much of that was not valid. */
export function Screen() {
  const { q = "", kind } = route.useSearch();
  const contracts = useRead("/api/v1/contracts", {}, { everyMs: 60_000 });
  const view = kind !== undefined && kind in views ? (kind as keyof typeof views) : "all";
  const found = contracts.data?.data.filter((contract) => isFound(contract, q)) ?? [];
  const shown = found.filter(views[view].holds);
  return (
    <Page
      title="Contracts"
      lead="What messages say, agreed before they are sent. Numbers are of the last 24 hours."
      actions={
        <a className="button" href={urlOf("asyncapi.json")} download="asyncapi.json">
          AsyncAPI
        </a>
      }
    >
      <Loaded of={contracts} rows={12}>
        {({ data }) => (
          <>
            <Tabs
              label="Contracts by kind"
              tabs={Object.entries(views).map(([name, { words, holds }]) => ({
                name,
                words,
                count: found.filter(holds).length,
              }))}
              param="kind"
              value={view}
            />
            <SearchBox value={q} label="Find a type, an owner or words of what it says" />
            {shown.length === 0 ? (
              <Empty title="No contract is like this">
                <QueryLink set={{ q: undefined, kind: undefined }}>Show all contracts</QueryLink>
              </Empty>
            ) : (
              <List
                label="Contracts"
                rows={shown}
                columns={columns}
                idOf={({ type }) => type}
                linkOf={({ type }) => ({ to: "/contracts/$type", params: { type } })}
              />
            )}
            <p className="faint" role="status">
              {countOf(shown.length)} of {countOf(data.length)} contracts shown
            </p>
          </>
        )}
      </Loaded>
    </Page>
  );
}
