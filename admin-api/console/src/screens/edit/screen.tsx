import { Link, useParams, useSearch } from "@tanstack/react-router";
import { useWhyNot } from "../../api/me.ts";
import { useText } from "../../api/read-text.ts";
import { whyNotIn } from "../../messages/may-act.ts";
import { Revisions } from "../../messages/revisions.tsx";
import { shownDataOf } from "../../messages/shown-data.ts";
import { useMessage, type FailureDetail, type Message } from "../../messages/use-message.ts";
import { Empty, Loaded } from "../../parts/empty.tsx";
import { Page, Section } from "../../parts/page.tsx";
import { State } from "../../parts/state.tsx";
import { Tabs } from "../../parts/tabs.tsx";
import { EditPane } from "./edit-pane.tsx";
import { LockedHeaders } from "./locked-headers.tsx";
import { OtherRoutes } from "./other-routes.tsx";

const tabs = [
  { name: "payload", words: "Payload" },
  { name: "headers", words: "Headers" },
];

/** Mends what a failure sends to its route, and sends it. The original stays as it is. */
export function Screen() {
  const { id: messageId } = useParams({ from: "/shell/messages/$id/edit" });
  const { route: asked, tab = "payload" } = useSearch({ from: "/shell/messages/$id/edit" });
  const { id, route, message, failure } = useMessage(messageId, asked);
  const type = message.data?.type ?? failure.data?.type ?? "message";
  const key = message.data?.entityKey ?? failure.data?.entityKey ?? messageId;
  return (
    <Page
      title={`Edit ${type} ${key}`}
      heading={
        <>
          Edit {type} <span className="mono">{key}</span>
        </>
      }
      lead={
        <div className="row">
          {failure.data && <State state={failure.data.state} />}
          <span className="mono">{route}</span>
          <Link to="/messages/$id" params={{ id: messageId }} search={route === undefined ? {} : { route }}>
            Back to the message
          </Link>
        </div>
      }
    >
      {/* Both at once, so that nothing moves under who has begun to edit. */}
      {message.isPending ? (
        <Loaded of={message} rows={12}>
          {() => undefined}
        </Loaded>
      ) : (
        <Loaded of={failure} rows={12}>
          {(detail) => (
            <>
              {message.data && <OtherRoutes message={message.data} route={detail.route} />}
              <Tabs label="What is edited" tabs={tabs} param="tab" value={tab} />
              <Editing key={id} failure={detail} message={message.data} tab={tab} />
              {detail.revisions.length > 0 && (
                <Section title="Edits until now">
                  <Revisions failure={detail} />
                </Section>
              )}
            </>
          )}
        </Loaded>
      )}
    </Page>
  );
}

type EditingProps = {
  readonly failure: FailureDetail;
  readonly message: Message | undefined;
  readonly tab: string;
};

function Editing({ failure, message, tab }: EditingProps) {
  const answer = useText(`failures/${encodeURIComponent(failure.id)}/data?of=next`);
  const off = useWhyNotEdit(failure);
  return (
    <Loaded of={answer} rows={12}>
      {(text) => {
        const shown = shownDataOf(text);
        if (tab === "headers") return <LockedHeaders shown={shown} />;
        if (off !== undefined) return <Empty title="This cannot be edited now">{off}</Empty>;
        return <EditPane failure={failure} entityKey={message?.entityKey} shown={shown} />;
      }}
    </Loaded>
  );
}

/** Why nobody, or not this person, can edit it now. */
function useWhyNotEdit({ state, revisions }: FailureDetail): string | undefined {
  const mayNot = useWhyNot("edit");
  if (revisions.some((revision) => revision.state === "proposed"))
    return "An edit waits for a second person. It is answered or withdrawn first.";
  return whyNotIn(state, "edit") ?? mayNot;
}
