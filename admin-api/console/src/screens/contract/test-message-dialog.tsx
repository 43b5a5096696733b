import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useAct } from "../../api/act.ts";
import { useRead, type Answer } from "../../api/queries.ts";
import { faultInData, marksIn } from "../../messages/edit.ts";
import { ActFrame } from "../../parts/act-frame.tsx";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { JsonView } from "../../parts/json-view.tsx";
import { testMessageBody, whereTo, whyNotJson } from "./test-message.ts";
import "./test-message-dialog.css";

type Contract = Answer<"/api/v1/contracts/{type}">;

type DialogProps = { readonly contract: Contract; readonly onClose: () => void };

/** The data to be sent, to begin with the contract's example; then where the message is. */
export function TestMessageDialog({ contract, onClose }: DialogProps) {
  const { type, routes } = contract;
  const [text, setText] = useState(() => JSON.stringify(contract.examples[0] ?? {}, null, 2));
  const [sentText, setSentText] = useState<string>();
  const isProduction = useRead("/api/v1/installation").data?.environment.production ?? false;
  const acting = useAct();
  // What was refused is told until something is changed.
  const refused = sentText === text ? acting.error : null;
  const marks = useMemo(
    () => marksIn(text, refused?.errors.map((fault) => faultInData(fault, [])) ?? [], false),
    [text, refused],
  );
  const send = (reason: string) => {
    setSentText(text);
    const path = `contracts/${encodeURIComponent(type)}/test-message`;
    acting.mutate({ method: "POST", path, body: testMessageBody(text, reason) });
  };
  if (acting.data) return <Sent sent={acting.data.body as Sending} type={type} onClose={onClose} />;
  return (
    <ActFrame
      shape="wide"
      title={`Send a test message: ${type}`}
      verb="Send"
      typed={isProduction ? type : undefined}
      off={whyNotJson(text)}
      isPending={acting.isPending}
      problem={refused}
      onSubmit={send}
      onClose={onClose}
    >
      <p>
        It goes through the intake as if it had been published, marked as a test. {whereTo(routes)}
        {isProduction && <strong> This is production: what it asks for is done for real.</strong>}
      </p>
      <div className="test-message-data">
        <JsonView label="Data of the message" text={text} onChange={setText} marks={marks} />
      </div>
    </ActFrame>
  );
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
