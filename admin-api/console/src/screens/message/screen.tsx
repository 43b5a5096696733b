import { useParams, useSearch } from "@tanstack/react-router";
import { PayloadPanel } from "../../messages/payload-panel.tsx";
import { timelineOf } from "../../messages/timeline.ts";
import { TimelineView } from "../../messages/timeline-view.tsx";
import { useMessage, type Message } from "../../messages/use-message.ts";
import { Loaded } from "../../parts/empty.tsx";
import { Page, Section } from "../../parts/page.tsx";
import { QueryLink } from "../../parts/query-link.tsx";
import { State } from "../../parts/state.tsx";
import { Tabs } from "../../parts/tabs.tsx";
import { Time } from "../../parts/time.tsx";
import { AttemptsTab } from "./attempts-tab.tsx";
import "./message.css";

const tabs = [
  { name: "payload", words: "Payload" },
  { name: "attempts", words: "Attempts" },
];

/** One message: what it says, what became of it on each route, and what to do about it. */
export function Screen() {
  const { id: messageId } = useParams({ from: "/shell/messages/$id" });
  const { route: asked, tab = "payload" } = useSearch({ from: "/shell/messages/$id" });
  const { id, route, message, failure, attempts, history } = useMessage(messageId, asked);
  const type = message.data?.type ?? failure.data?.type ?? "Message";
  const key = message.data?.entityKey ?? failure.data?.entityKey ?? messageId;
  return (
    <Page
      title={`${type} ${key}`}
      heading={
        <>
          {type} <span className="mono">{key}</span>
        </>
      }
      lead={message.data && <Lead message={message.data} />}
    >
      <Loaded of={message}>{({ deliveries }) => <Routes deliveries={deliveries} current={route} />}</Loaded>
      <div className="message-columns">
        <div className="stack">
          <Tabs label="About the message" tabs={tabs} param="tab" value={tab} />
          {id !== undefined && tab === "payload" && <PayloadPanel id={id} />}
          {tab === "attempts" && (
            <Loaded of={attempts}>{({ data }) => <AttemptsTab attempts={data} />}</Loaded>
          )}
        </div>
        <Section title="Timeline">
          <Loaded of={failure}>
            {(detail) => (
              <TimelineView
                happenings={timelineOf({
                  message: message.data,
                  failure: detail,
                  attempts: attempts.data?.data ?? [],
                  history: history.data?.data ?? [],
                })}
              />
            )}
          </Loaded>
        </Section>
      </div>
    </Page>
  );
}

const Lead = ({ message: { acceptedAt, source, sourceId } }: { readonly message: Message }) => (
  <>
    Published <Time at={acceptedAt} /> by <span className="mono">{source}</span>, there{" "}
    <span className="mono">{sourceId}</span>
  </>
);

type RoutesProps = { readonly deliveries: Message["deliveries"]; readonly current: string | undefined };

/** All routes of the message with their states; the address names the one that is shown. */
function Routes({ deliveries, current }: RoutesProps) {
  return (
    <nav className="message-routes" aria-label="Routes of this message">
      {deliveries.map(({ route, state }) => (
        <QueryLink key={route} set={{ route }} className="message-route" isCurrent={route === current}>
          <span className="mono">{route}</span>
          <State state={state} />
        </QueryLink>
      ))}
    </nav>
  );
}
