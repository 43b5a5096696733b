import { useState } from "react";
import { useWhyNot } from "../../api/me.ts";
import { scopeOfUngrouped } from "../../groups/group.ts";
import { Button } from "../../parts/button.tsx";
import { manyOf } from "../../parts/words.ts";
import { ReplayWizard } from "../../replays/replay-wizard.tsx";

/** Failures in no group are told of under every tab and filter, so that nobody overlooks them. */
export function Ungrouped({ count }: { readonly count: number }) {
  const [replaying, setReplaying] = useState(false);
  const off = useWhyNot("act-in-bulk");
  if (count === 0) return null;
  return (
    <div className="row card">
      <strong>Ungrouped</strong>
      <span>{manyOf(count, "failure")} in no group.</span>
      <Button off={off} onClick={() => setReplaying(true)}>
        Replay…
      </Button>
      {replaying && <ReplayWizard scope={scopeOfUngrouped(count)} onClose={() => setReplaying(false)} />}
    </div>
  );
}
