import { Badge } from "../parts/state.tsx";
import { warningsOf, type Row } from "./row.ts";
import "./warnings.css";

/** What is wrong with a route; nothing where all is well. */
export function Warnings({ row }: { readonly row: Row }) {
  const warnings = warningsOf(row);
  if (warnings.length === 0) return null;
  return (
    <span className="warnings">
      {warnings.map(({ tone, words }) => (
        <Badge key={words} tone={tone}>
          {words}
        </Badge>
      ))}
    </span>
  );
}
