import { Link } from "@tanstack/react-router";
import { DeliveryActions } from "../../messages/delivery-actions.tsx";
import { DoubtQuestion } from "../../messages/doubt-question.tsx";
import { originOf } from "../../messages/links.ts";
import { Timeline } from "../../messages/timeline-section.tsx";
import { useMessage, type FailureDetail } from "../../messages/use-message.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { Facts } from "../../parts/page.tsx";
import { State } from "../../parts/state.tsx";
import { useShortcuts } from "../../parts/shortcuts.ts";
import { Time } from "../../parts/time.tsx";

type Props = { readonly id: string; readonly onClose: () => void };

/** A message beside the list: how it stands, what went wrong, and what can be done. Its page tells the rest. */
export function MessageDrawer({ id: opened, onClose }: Props) {
  const [messageId, asked] = splitAtColon(opened);
  const told = useMessage(messageId, asked);
  const { id, route, message, failure } = told;
  const state = failure.data?.state;
  useShortcuts([{ keys: "Escape", words: "Close what is open beside the list", act: onClose }]);
  return (
    <Dialog
      shape="drawer"
      title={<span className="mono">{message.data?.entityKey ?? failure.data?.entityKey ?? messageId}</span>}
      onClose={onClose}
      footer={
        <Link
          to="/messages/$id"
          params={{ id: messageId }}
          search={route === undefined ? {} : { route }}
          className="button"
        >
          Open the page
        </Link>
      }
    >
      {id !== undefined && route !== undefined && state !== undefined && (
        <DeliveryActions on={{ id, messageId, route, state, ...originOf(message.data) }} />
      )}
      {id !== undefined && state === "inDoubt" && <DoubtQuestion id={id} />}
      {failure.data && <Standing failure={failure.data} />}
      <h3>Timeline</h3>
      <Timeline told={told} />
    </Dialog>
  );
}

function splitAtColon(id: string): readonly [string, string | undefined] {
  const end = id.indexOf(":");
  return end < 0 ? [id, undefined] : [id.slice(0, end), id.slice(end + 1)];
}

function Standing({ failure }: { readonly failure: FailureDetail }) {
  const { state, type, route, attempts, error, reason, lane, nextAttemptAt, vendorReference } = failure;
  return (
    <Facts
      facts={[
        ["State", <State key="state" state={state} />],
        [
          "Route",
          <span key="route" className="mono">
            {route}
          </span>,
        ],
        [
          "Type",
          <span key="type" className="mono">
            {type ?? "unknown"}
          </span>,
        ],
        ["Attempts", attempts],
        ["Error", error ? <ErrorText error={error} /> : undefined],
        ["Why", reason ?? undefined],
        ["Next attempt", nextAttemptAt === null ? undefined : <Time at={nextAttemptAt} />],
        ["Vendor reference", vendorReference ?? undefined],
        ["Lane", lane ? <LaneLink lane={lane} /> : undefined],
      ]}
    />
  );
}

const ErrorText = ({ error: { code, message } }: { readonly error: NonNullable<FailureDetail["error"]> }) => (
  <>
    <code>{code}</code> {message}
  </>
);

const LaneLink = ({ lane: { id, behind } }: { readonly lane: NonNullable<FailureDetail["lane"]> }) => (
  <Link to="/lanes/$id" params={{ id }}>
    {behind === 0 ? "nothing stands behind it" : `${behind} stand behind its head`}
  </Link>
);
