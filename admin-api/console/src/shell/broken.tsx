import type { ErrorComponentProps } from "@tanstack/react-router";
import { Button } from "../parts/button.tsx";
import { Page } from "../parts/page.tsx";

/** A fault of the console itself: what it was, and the way on. Also after an update, whose files have other names. */
export function Broken({ error }: ErrorComponentProps) {
  return (
    <Page
      title="This screen could not be shown"
      actions={
        <Button kind="primary" onClick={() => location.reload()}>
          Load the console anew
        </Button>
      }
    >
      <p role="alert">{error instanceof Error ? error.message : String(error)}</p>
    </Page>
  );
}
