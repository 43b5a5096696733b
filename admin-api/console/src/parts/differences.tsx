import type { components } from "../api/schema.gen.ts";
import "./differences.css";

type Difference = components["schemas"]["Difference"];

const signs = { added: "+", removed: "−", changed: "~" } as const;

/** What an edit changes, place by place, as JSON digit for digit. What is personal the admin API has masked. */
export function Differences({ of, label }: { readonly of: readonly Difference[]; readonly label: string }) {
  if (of.length === 0) return <p className="faint">Nothing changes.</p>;
  return (
    <ul className="differences" aria-label={label}>
      {of.map(({ pointer, change, before, after }) => (
        <li key={`${pointer} ${change}`} className="difference">
          <span className="difference-place">
            <span aria-hidden="true">{signs[change]}</span>
            <span className="visually-hidden">{change}</span> <code>{pointer || "/"}</code>
          </span>
          {before !== null && <del className="mono">{before}</del>}
          {after !== null && <ins className="mono">{after}</ins>}
        </li>
      ))}
    </ul>
  );
}
