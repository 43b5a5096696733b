import type { Acted } from "../../api/act.ts";
import type { components } from "../../api/schema.gen.ts";
import { ActDialog } from "../../parts/act-dialog.tsx";
import { Badge } from "../../parts/state.tsx";
import { durationOf } from "../../parts/words.ts";

/** What a test of a connection found out. */
export type Found = components["schemas"]["ConnectionTest"];

type TestDialogProps = {
  readonly id: string;
  readonly onClose: () => void;
  readonly onFound: (found: Found) => void;
};

/** Asks the vendor whether it can be reached and takes the credentials. */
export function TestDialog({ id, onClose, onFound }: TestDialogProps) {
  return (
    <ActDialog
      title={`Test ${id}`}
      verb="Test it"
      done={(acted) => foundOf(acted).words}
      act={(reason) => ({
        method: "POST",
        path: `connections/${encodeURIComponent(id)}/test`,
        body: { reason },
      })}
      onClose={onClose}
      onDone={(acted) => onFound(foundOf(acted))}
    >
      <p>
        The vendor is asked whether it takes the credentials; where its adapter knows no harmless question, a
        connection is opened and closed. Nothing is changed there.
      </p>
    </ActDialog>
  );
}

const foundOf = ({ body }: Acted): Found => body as Found; // as: the answer to this act

/** What the last test found out, until the screen is left. */
export function TestResult({ found }: { readonly found: Found }) {
  const { reached, authenticated, words, durationMs } = found;
  const isGood = reached && authenticated !== false;
  return (
    <p className="row" role="status">
      <Badge tone={isGood ? "good" : "bad"}>{isGood ? "Test passed" : "Test failed"}</Badge>
      <span>
        {words} <span className="faint numbers">({durationOf(durationMs)})</span>
      </span>
    </p>
  );
}
