import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useAct } from "../../api/act.ts";
import { useRead, type Answer } from "../../api/queries.ts";
import { faultInData, marksIn } from "../../messages/edit.ts";
import { ReasonField, TypedField, whyOff } from "../../parts/act-fields.tsx";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { JsonView } from "../../parts/json-view.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { testMessageBody, whereTo, whyNotJson } from "./test-message.ts";
import "./test-message-dialog.css";

type Contract = Answer<"/api/v1/contracts/{type}">;

type DialogProps = { readonly contract: Contract; readonly onClose: () => void };

/** The data to be sent, to begin with the contract's example; then where the message is. */
export function TestMessageDialog({ contract, onClose }: DialogProps) {
  const { type, routes } = contract;
  const {
    text,
    setText,
    reason,
    setReason,
    confirmed,
    setConfirmed,
    typed,
    marks,
    refused,
    off,
    send,
    acting,
  } = useSending(contract);
  if (acting.data) return <Sent sent={acting.data.body as Sending} type={type} onClose={onClose} />;
  return (
    <Dialog
      shape="wide"
      title={`Send a test message: ${type}`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" off={off} busy={acting.isPending} onClick={send}>
            Send
          </Button>
        </>
      }
    >
      <p>
        It goes through the intake as if it had been published, marked as a test. {whereTo(routes)}
        {typed !== undefined && <strong> This is production: what it asks for is done for real.</strong>}
      </p>
      <div className="test-message-data">
        <JsonView label="Data of the message" text={text} onChange={setText} marks={marks} />
      </div>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <ReasonField required reason={reason} onChange={setReason} />
        {typed !== undefined && <TypedField typed={typed} value={confirmed} onChange={setConfirmed} />}
        {refused && <ProblemBox problem={refused} />}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}

function useSending({ type, examples: [example] }: Contract) {
  const [text, setText] = useState(() => JSON.stringify(example ?? {}, null, 2));
  const [reason, setReason] = useState("");
  const [confirmed, setConfirmed] = useState("");
  const isProduction = useRead("/api/v1/installation").data?.environment.production ?? false;
  const typed = isProduction ? type : undefined;
  const acting = useAct();
  const body = testMessageBody(text, reason.trim());
  // What was refused is told until something is changed.
  const refused = acting.variables?.body === body ? acting.error : null;
  const marks = useMemo(
    () => marksIn(text, refused?.errors.map((fault) => faultInData(fault, [])) ?? [], false),
    [text, refused],
  );
  const off = whyNotJson(text) ?? whyOff({ reason, reasonIs: "required", confirmed, typed });
  const path = `contracts/${encodeURIComponent(type)}/test-message`;
  const send = () => off === undefined && !acting.isPending && acting.mutate({ method: "POST", path, body });
  return {
    text,
    setText,
    reason,
    setReason,
    confirmed,
    setConfirmed,
    typed,
    marks,
    refused,
    off,
    send,
    acting,
  };
}

/** What the admin API answers. */
type Sending = { readonly id: string; readonly duplicate: boolean };

type SentProps = { readonly sent: Sending; readonly type: string; readonly onClose: () => void };

function Sent({ sent: { id }, type, onClose }: SentProps) {
  return (
    <Dialog
      title="The test message is sent"
      onClose={onClose}
      footer={
        <Button kind="primary" onClick={onClose}>
          Close
        </Button>
      }
    >
      <p role="status">
        The broker has a message of <span className="mono">{type}</span> from you. What becomes of it on each
        route:{" "}
        <Link to="/messages/$id" params={{ id }} className="mono">
          {id}
        </Link>
      </p>
    </Dialog>
  );
}
