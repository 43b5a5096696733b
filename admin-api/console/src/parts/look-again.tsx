import type { Problem } from "../api/problem.ts";
import { queryClient } from "../api/queries.ts";
import { Button } from "./button.tsx";

type LookAgainProps = { readonly problem: Problem | null; readonly onClose: () => void };

/** Where the server finds another number than was shown: nothing was done, and the person sees first what is there now. */
export function LookAgain({ problem, onClose }: LookAgainProps) {
  if (problem?.code !== "count-differs") return null;
  const look = () => {
    onClose();
    void queryClient.invalidateQueries();
  };
  return (
    <div>
      <Button onClick={look}>Close and look again</Button>
    </div>
  );
}
