import { useSearch } from "@tanstack/react-router";
import { Page } from "../../parts/page.tsx";
import { Tabs } from "../../parts/tabs.tsx";
import { FailureView } from "./failure-view.tsx";
import { MessageView } from "./message-view.tsx";
import { isOfFailures, viewOf, views } from "./views.ts";

/** Messages by what has become of them. */
export function Screen() {
  const search = useSearch({ from: "/shell/messages" });
  const view = viewOf(search.view);
  return (
    <Page title="Messages">
      <Tabs label="Views" param="view" value={view.name} tabs={views} clears={["cursor", "state", "open"]} />
      {isOfFailures(view) ? <FailureView view={view} /> : <MessageView view={view} />}
    </Page>
  );
}
