import type { Acted } from "../../api/act.ts";
import type { Connection } from "../../connections/state.ts";
import { verdictOf, type Found } from "../../connections/test-verdict.ts";
import { ActDialog } from "../../parts/act-dialog.tsx";
import { Badge } from "../../parts/state.tsx";
import { durationOf } from "../../parts/words.ts";

type TestDialogProps = {
  readonly of: Pick<Connection, "id" | "check" | "noCheck">;
  readonly onClose: () => void;
  readonly onFound: (found: Found) => void;
};

/** Asks the vendor whether it can be reached and takes the credentials. */
export function TestDialog({ of: { id, check, noCheck }, onClose, onFound }: TestDialogProps) {
  return (
    <ActDialog
      title={`Test ${id}`}
      verb="Test it"
      done={(acted) => `${id}: ${verdictOf(foundOf(acted))[0]}`}
      act={(reason) => ({
        method: "POST",
        path: `connections/${encodeURIComponent(id)}/test`,
        body: { reason },
      })}
      onClose={onClose}
      onDone={(acted) => onFound(foundOf(acted))}
    >
      {check === null ? (
        <p>
          A connection is opened and closed, and nothing is sent: the adapter knows no harmless question, so
          whether the vendor takes the credentials stays open. {noCheck}
        </p>
      ) : (
        <p>
          The vendor is asked one harmless question, which shows whether it takes the credentials. Nothing is
          changed there. The question: {check}
        </p>
      )}
    </ActDialog>
  );
}

const foundOf = ({ body }: Acted): Found => body as Found; // as: the answer to this act

/** What the last test found out, until the screen is left. */
export function TestResult({ found }: { readonly found: Found }) {
  const [verdict, tone] = verdictOf(found);
  return (
    <p role="status">
      <Badge tone={tone}>{verdict}</Badge> {found.words}{" "}
      <span className="faint numbers">({durationOf(found.durationMs)})</span>
    </p>
  );
}
