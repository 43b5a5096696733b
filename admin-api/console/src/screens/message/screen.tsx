import { Link, useParams, useSearch } from "@tanstack/react-router";
import { DeliveryActions } from "../../messages/delivery-actions.tsx";
import { DoubtQuestion } from "../../messages/doubt-question.tsx";
import { originOf } from "../../messages/links.ts";
import { Timeline } from "../../messages/timeline-section.tsx";
import { useMessage, type FailureDetail, type Message } from "../../messages/use-message.ts";
import { Loaded } from "../../parts/empty.tsx";
import { Page, Section } from "../../parts/page.tsx";
import { QueryLink } from "../../parts/query-link.tsx";
import { State } from "../../parts/state.tsx";
import { Tabs } from "../../parts/tabs.tsx";
import { Time } from "../../parts/time.tsx";
import { Tab, tabs } from "./tabs.tsx";
import "./message.css";

/** One message: what it says, what became of it on each route, and what to do about it. */
export function Screen() {
  const { id: messageId } = useParams({ from: "/shell/messages/$id" });
  const { route: asked, tab = "payload" } = useSearch({ from: "/shell/messages/$id" });
  const told = useMessage(messageId, asked);
  const { id, route, message, delivery, failure } = told;
  const type = message.data?.type ?? failure.data?.type ?? "Message";
  const key = message.data?.entityKey ?? failure.data?.entityKey ?? messageId;
  const state = failure.data?.state ?? delivery?.state;
  return (
    <Page
      title={`${type} ${key}`}
      heading={
        <>
          {type} <span className="mono">{key}</span>
        </>
      }
      lead={<Lead message={message.data} state={state} route={route} />}
      actions={
        id !== undefined &&
        route !== undefined &&
        state !== undefined && (
          <DeliveryActions on={{ id, messageId, route, state, ...originOf(message.data) }} />
        )
      }
    >
      {message.error?.status !== 404 && (
        <Loaded of={message} rows={1}>
          {({ deliveries }) => <Routes deliveries={deliveries} current={route} />}
        </Loaded>
      )}
      {id !== undefined && state === "inDoubt" && <DoubtQuestion id={id} />}
      {failure.data && <EditNote failure={failure.data} />}
      <div className="message-columns">
        <div className="stack">
          <Tabs label="About the message" tabs={tabs} param="tab" value={tab} />
          <Tab tab={tab} told={told} />
        </div>
        <Section title="Timeline">
          <Timeline told={told} />
        </Section>
      </div>
    </Page>
  );
}

type LeadProps = {
  readonly message: Message | undefined;
  readonly state: string | undefined;
  readonly route: string | undefined;
};

function Lead({ message, state, route }: LeadProps) {
  return (
    <div className="row">
      {state !== undefined && <State state={state} />}
      {route !== undefined && <span className="mono">{route}</span>}
      {message && (
        <span>
          published <Time at={message.acceptedAt} /> by <span className="mono">{message.source}</span>
        </span>
      )}
    </div>
  );
}

/** An edit that waits is part of how the failure stands. */
function EditNote({ failure: { messageId, route, revisions } }: { readonly failure: FailureDetail }) {
  const waiting = revisions.find(({ state }) => state === "proposed" || state === "approved");
  if (!waiting) return undefined;
  const words = waiting.state === "proposed" ? "waits for a second person" : "goes with the next replay";
  return (
    <p role="note">
      Its edit by {waiting.author} {words}: {waiting.reason}{" "}
      <Link to="/messages/$id/edit" params={{ id: messageId }} search={{ route }}>
        {waiting.state === "proposed" ? "Look and answer" : "Look"}
      </Link>
    </p>
  );
}

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
