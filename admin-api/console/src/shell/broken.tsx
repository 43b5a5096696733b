import type { ErrorComponentProps } from "@tanstack/react-router";
import { Button } from "../parts/button.tsx";
import { Empty } from "../parts/empty.tsx";

/** A fault of the console itself: what it was, and the way on. Also after an update, whose files have other names. */
export function Broken({ error }: ErrorComponentProps) {
  return (
    <div role="alert">
      <Empty title="This screen could not be shown">
        <p>{error instanceof Error ? error.message : String(error)}</p>
        <Button kind="primary" onClick={() => location.reload()}>
          Load the console anew
        </Button>
      </Empty>
    </div>
  );
}
