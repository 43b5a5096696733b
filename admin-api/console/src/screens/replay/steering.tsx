import { useState } from "react";
import { useWhyNot } from "../../api/me.ts";
import { Button } from "../../parts/button.tsx";
import { isOver, type Replay } from "../../replays/outcomes.ts";
import { SteerDialog, type Steering as Chosen } from "../../replays/steer-dialog.tsx";

/** What can be done with the replay now. */
export function Steering({ replay }: { readonly replay: Replay }) {
  const [chosen, choose] = useState<Chosen>();
  const off = useWhyNot("act-in-bulk");
  if (isOver(replay)) return null;
  return (
    <>
      {buttonsOf(replay).map(([steering, words, kind]) => (
        <Button key={steering} kind={kind} off={off} onClick={() => choose(steering)}>
          {words}
        </Button>
      ))}
      {chosen && <SteerDialog steering={chosen} replay={replay} onClose={() => choose(undefined)} />}
    </>
  );
}

type Offered = readonly [steering: Chosen, words: string, kind: "primary" | "plain" | "danger"];

function buttonsOf({ state, halt }: Replay): readonly Offered[] {
  return [firstOf(state, halt), ["rate", "Change rate…", "plain"], ["cancel", "Cancel…", "danger"]];
}

function firstOf(state: string, halt: Replay["halt"]): Offered {
  if (state === "scheduled") return ["start", "Start now…", "primary"];
  if (state === "running") return ["pause", "Pause", "plain"];
  return halt?.kind === "step"
    ? ["advance", "Continue to next step", "primary"]
    : ["resume", "Resume", "primary"];
}
