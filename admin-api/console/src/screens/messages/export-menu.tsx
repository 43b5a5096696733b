import { urlOf } from "../../api/base.ts";
import { Menu } from "../../parts/menu.tsx";
import type { FailureFilter } from "../../replays/scope.ts";

/** All failures that a filter finds as a file, without their data. The export is audited. */
export function ExportMenu({ filter }: { readonly filter: FailureFilter }) {
  const load = (format: "ndjson" | "csv") => () => {
    const query = new URLSearchParams({ ...(filter as Record<string, string>), format });
    const link = document.createElement("a");
    link.href = urlOf(`api/v1/failures/export?${query}`);
    link.download = `failures.${format}`;
    link.click();
  };
  return (
    <Menu
      label="Export"
      trigger={
        <button type="button" className="button">
          Export
        </button>
      }
      note="All that match, without their data; noted in the audit"
      items={[
        { words: "NDJSON", act: load("ndjson") },
        { words: "CSV", act: load("csv") },
      ]}
    />
  );
}
