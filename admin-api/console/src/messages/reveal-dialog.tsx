import { useState } from "react";
import { problemOf, type Problem } from "../api/problem.ts";
import { readText } from "../api/read-text.ts";
import { ReasonField } from "../parts/act-fields.tsx";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { ProblemBox } from "../parts/problem-box.tsx";

type Props = {
  /** What is to be seen, below `/api/v1/`. */
  readonly path: string;
  readonly onShown: (text: string) => void;
  readonly onClose: () => void;
};

/** Asks why somebody has to see personal values, and reads them. They are kept by the page that shows them, and nowhere else. */
export function RevealDialog({ path, onShown, onClose }: Props) {
  const [reason, setReason] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const off = reason.trim() === "" ? "Give a reason first." : undefined;
  const reveal = async () => {
    if (off !== undefined || isBusy) return;
    setBusy(true);
    const sign = path.includes("?") ? "&" : "?";
    try {
      onShown(await readText(`${path}${sign}reason=${encodeURIComponent(reason.trim())}`));
      onClose();
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  };
  return (
    <Dialog
      title="Show personal data"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" off={off} busy={isBusy} onClick={() => void reveal()}>
            Show
          </Button>
        </>
      }
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void reveal();
        }}
      >
        <p>
          The data are shown as they came, with everything personal. That you looked, and why, is in the
          audit.
        </p>
        <ReasonField required reason={reason} onChange={setReason} />
        {problem && <ProblemBox problem={problem} />}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
