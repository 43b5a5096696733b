import { useState } from "react";
import { useText } from "../api/read-text.ts";
import { CopyButton } from "../parts/copy.tsx";
import { Button } from "../parts/button.tsx";
import { Loaded } from "../parts/empty.tsx";
import { JsonView } from "../parts/json-view.tsx";
import { bytesOf } from "../parts/words.ts";
import { laidOut, shownDataOf, type ShownData } from "./shown-data.ts";

/** A delivery's data: what is personal is hidden until somebody says why they have to see it. */
export function PayloadPanel({ id }: { readonly id: string }) {
  const answer = useText(`failures/${encodeURIComponent(id)}/data`);
  return <Loaded of={answer}>{(text) => <Shown key={id} shown={shownDataOf(text)} />}</Loaded>;
}

function Shown({ shown }: { readonly shown: ShownData }) {
  const [isRaw, setRaw] = useState(false);
  const [wraps, setWraps] = useState(true);
  return (
    <div className="stack-s">
      <div className="row">
        <Toggle words="As it came" on={isRaw} onChange={setRaw} />
        <Toggle words="Wrap lines" on={wraps} onChange={setWraps} />
        <CopyButton text={shown.text} label="Copy the data" words="Copy" />
        <span className="faint numbers">
          {shown.contentType}, {bytesOf(new TextEncoder().encode(shown.text).length)} shown
        </span>
      </div>
      <JsonView label="Data of the message" text={laidOut(shown, isRaw)} wrap={wraps} />
    </div>
  );
}

type ToggleProps = { readonly words: string; readonly on: boolean; readonly onChange: (on: boolean) => void };

function Toggle({ words, on, onChange }: ToggleProps) {
  return (
    <Button aria-pressed={on} onClick={() => onChange(!on)}>
      {words}
    </Button>
  );
}
