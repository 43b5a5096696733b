import { CheckList } from "../../diagnostics/check-list.tsx";
import { useDiagnostics } from "../../diagnostics/use-diagnostics.ts";
import { Button } from "../../parts/button.tsx";
import { Loaded } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { Time } from "../../parts/time.tsx";

/** What Spindle rests on, and whether it is well; also where nothing else can be shown. */
export function Screen() {
  const diagnostics = useDiagnostics();
  const { version, startedAt } = diagnostics.data ?? {};
  return (
    <Page
      title="Diagnostics"
      lead={
        <>
          Looked at every {diagnostics.everyMs / 1_000} s, by itself
          {version !== undefined && `; version ${version}`}
          {startedAt !== undefined && (
            <>
              ; started <Time at={startedAt} />
            </>
          )}
        </>
      }
      actions={
        <Button busy={diagnostics.isFetching} onClick={() => void diagnostics.refetch()}>
          Look now
        </Button>
      }
    >
      <Loaded of={diagnostics}>{({ checks }) => <CheckList checks={checks} />}</Loaded>
    </Page>
  );
}
