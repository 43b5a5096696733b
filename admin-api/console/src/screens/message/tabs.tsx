import { PayloadPanel } from "../../messages/payload-panel.tsx";
import type { ToldMessage } from "../../messages/use-message.ts";
import { wayIn } from "../../messages/way-in.ts";
import { Empty, Loaded } from "../../parts/empty.tsx";
import { AttemptsTab } from "./attempts-tab.tsx";
import { AuditTab } from "./audit-tab.tsx";
import { ErrorTab } from "./error-tab.tsx";
import { HeadersTab } from "./headers-tab.tsx";
import { RelatedTab } from "./related-tab.tsx";

/** What there is to know of a message on one route. */
export const tabs = [
  { name: "payload", words: "Payload" },
  { name: "headers", words: "Headers" },
  { name: "error", words: "Error" },
  { name: "attempts", words: "Attempts" },
  { name: "related", words: "Related" },
  { name: "audit", words: "Audit" },
] as const;

/** One of them, as the address names it. */
export function Tab({ tab, told }: { readonly tab: string; readonly told: ToldMessage }) {
  const { id, route, message, failure, attempts, history } = told;
  if (tab === "related")
    return (
      <Loaded of={message}>
        {(found) => <RelatedTab message={found} failure={failure.data} history={history.data?.data ?? []} />}
      </Loaded>
    );
  if (id === undefined)
    return <Empty title="No route takes this message">Nothing is sent anywhere for it.</Empty>;
  if (tab === "headers") return <HeadersTab id={id} />;
  if (tab === "error")
    return (
      <Loaded of={failure}>
        {(detail) => <ErrorTab failure={detail} attempts={attempts.data?.data ?? []} />}
      </Loaded>
    );
  if (tab === "attempts")
    return <Loaded of={attempts}>{({ data }) => <AttemptsTab attempts={data} />}</Loaded>;
  if (tab === "audit") return <Loaded of={history}>{({ data }) => <AuditTab history={data} />}</Loaded>;
  return (
    <PayloadPanel
      id={id}
      isEdited={(failure.data?.revisions.length ?? 0) > 0}
      refusal={route === wayIn ? failure.data?.error?.message : undefined}
    />
  );
}
