import { useSearch } from "@tanstack/react-router";
import { Page } from "../../parts/page.tsx";
import { Tabs } from "../../parts/tabs.tsx";
import { useSetQuery } from "../../parts/query-link.tsx";
import { FailureView } from "./failure-view.tsx";
import { MessageDrawer } from "./message-drawer.tsx";
import { MessageSearch } from "./message-search.tsx";
import { MessageView } from "./message-view.tsx";
import { useViewCounts } from "./use-view-counts.ts";
import { isOfFailures, viewOf } from "./views.ts";
import "./messages.css";

/** Messages by what has become of them. */
export function Screen() {
  const search = useSearch({ from: "/shell/messages" });
  const view = viewOf(search.view);
  const setQuery = useSetQuery();
  return (
    <Page title="Messages">
      <Tabs
        label="Views"
        param="view"
        value={view.name}
        tabs={useViewCounts()}
        clears={["cursor", "state", "open"]}
      />
      <MessageSearch view={view} />
      {isOfFailures(view) ? <FailureView view={view} /> : <MessageView view={view} />}
      {search.open !== undefined && (
        <MessageDrawer key={search.open} id={search.open} onClose={() => setQuery({ open: undefined })} />
      )}
    </Page>
  );
}
