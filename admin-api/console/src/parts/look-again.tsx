import type { Problem } from "../api/problem.ts";
import { queryClient } from "../api/queries.ts";
import { Button } from "./button.tsx";

type LookAgainProps = {
  readonly problem: Problem | null;
  readonly onClose: () => void;
  /** Looks at what is not a read of the screen. */
  readonly onLookAgain?: (() => void) | undefined;
};

/** Where the server finds another number than was shown: nothing was done, and the person sees first what is there now. */
export function LookAgain({ problem, onClose, onLookAgain }: LookAgainProps) {
  if (problem?.code !== "count-differs") return null;
  const look = () => {
    onClose();
    onLookAgain?.();
    void queryClient.invalidateQueries();
  };
  return (
    <div>
      <Button onClick={look}>Close and look again</Button>
    </div>
  );
}
