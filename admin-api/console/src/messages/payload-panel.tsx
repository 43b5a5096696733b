import { FaultList } from "../parts/fault-list.tsx";
import { Check, CircleAlert, CircleHelp } from "lucide-react";
import { useMemo, useState } from "react";
import { useText } from "../api/read-text.ts";
import { Button } from "../parts/button.tsx";
import { CopyButton } from "../parts/copy.tsx";
import { Loaded } from "../parts/empty.tsx";
import { JsonView } from "../parts/json-view.tsx";
import { Badge } from "../parts/state.tsx";
import { bytesOf, manyOf } from "../parts/words.ts";
import { RevealButton } from "./reveal-button.tsx";
import { laidOut, marksOf, shownDataOf, type ShownData } from "./shown-data.ts";

type Of = "original" | "next";

type PanelProps = {
  readonly id: string;
  readonly isEdited?: boolean;
  /** Why it was refused at the way in, where it was: it has no contract of its own then. */
  readonly refusal?: string | undefined;
};

/**
 * A delivery's data, as they were published or as they were edited: what is personal is hidden until somebody says why they have
 * to see it.
 */
export function PayloadPanel({ id, isEdited = false, refusal }: PanelProps) {
  const [of, setOf] = useState<Of>("original");
  const answer = useText(`failures/${encodeURIComponent(id)}/data?of=${of}`);
  return (
    <div className="stack-s">
      {isEdited && (
        <div className="row" role="group" aria-label="Which data">
          <Button aria-pressed={of === "original"} onClick={() => setOf("original")}>
            As it was published
          </Button>
          <Button aria-pressed={of === "next"} onClick={() => setOf("next")}>
            As it was edited
          </Button>
        </div>
      )}
      <Loaded of={answer}>
        {(text) => <Shown key={`${id} ${of}`} id={id} of={of} shown={shownDataOf(text)} refusal={refusal} />}
      </Loaded>
    </div>
  );
}

type ShownProps = {
  readonly id: string;
  readonly of: Of;
  readonly shown: ShownData;
  readonly refusal: string | undefined;
};

function Shown({ id, of, shown, refusal }: ShownProps) {
  const [isRaw, setRaw] = useState(false);
  const [wraps, setWraps] = useState(true);
  const [revealed, setRevealed] = useState<string>();
  const text = revealed ?? shown.text;
  const laid = laidOut({ ...shown, text }, isRaw);
  const marks = useMemo(() => marksOf(laid, shown.faults), [laid, shown.faults]);
  return (
    <div className="stack-s">
      <div className="row">
        <Button aria-pressed={isRaw} onClick={() => setRaw(!isRaw)}>
          Raw
        </Button>
        <Button aria-pressed={wraps} onClick={() => setWraps(!wraps)}>
          Wrap
        </Button>
        <CopyButton text={text} label="Copy the data" words="Copy" />
        <RevealButton
          isMasked={shown.masked.length > 0 || !shown.isJson}
          isRevealed={revealed !== undefined}
          path={`failures/${encodeURIComponent(id)}/payload?of=${of}`}
          onReveal={setRevealed}
        />
        <span className="faint numbers">
          {shown.contentType}, {bytesOf(new TextEncoder().encode(text).length)}
        </span>
      </div>
      {refusal === undefined ? <Contract shown={shown} /> : <Refusal words={refusal} />}
      <JsonView label="Data of the message" text={laid} marks={marks} wrap={wraps} />
      {revealed === undefined && <Hidden masked={shown.masked} />}
    </div>
  );
}

function Refusal({ words }: { readonly words: string }) {
  return (
    <div className="stack-s">
      <div>
        <Badge tone="bad" icon={CircleAlert}>
          Refused at the way in
        </Badge>
      </div>
      <p>{words}</p>
    </div>
  );
}

/** Whether the data fit their contract; if not, every place that does not. */
function Contract({ shown: { known, type, faults } }: { readonly shown: ShownData }) {
  if (!known)
    return (
      <div>
        <Badge icon={CircleHelp}>{`No contract has the type ${type}`}</Badge>
      </div>
    );
  if (faults.length === 0)
    return (
      <div>
        <Badge tone="good" icon={Check}>{`Fits the contract ${type}`}</Badge>
      </div>
    );
  return (
    <div className="stack-s">
      <div>
        <Badge tone="bad" icon={CircleAlert}>
          {`Does not fit the contract ${type}: ${manyOf(faults.length, "fault")}`}
        </Badge>
      </div>
      <FaultList faults={faults} />
    </div>
  );
}

const becauseWords: Readonly<Record<string, string>> = {
  personal: "personal",
  sensitive: "sensitive",
  unknown: "not in the contract",
  address: "reads as an e-mail address",
};

/** What is hidden of the data, and why. */
function Hidden({ masked }: Pick<ShownData, "masked">) {
  if (masked.length === 0) return undefined;
  return (
    <details>
      <summary className="faint">{manyOf(masked.length, "place")} hidden</summary>
      <ul>
        {masked.map(({ pointer, because }) => (
          <li key={pointer}>
            <code>{pointer || "/"}</code> <span className="faint">{becauseWords[because] ?? because}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
