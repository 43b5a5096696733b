import { QueryLink } from "../../parts/query-link.tsx";
import type { Operation } from "./openapi.ts";

type ListProps = { readonly operations: readonly Operation[]; readonly current: string | undefined };

/** Operations under their tags. */
export function OperationList({ operations, current }: ListProps) {
  return (
    <nav className="stack" aria-label="Operations">
      {Object.entries(Object.groupBy(operations, ({ tag }) => tag)).map(([tag, of = []]) => (
        <section key={tag} aria-label={tag}>
          <h2 className="docs-tag">{tag}</h2>
          <ul>
            {of.map(({ id, method, path, summary }) => (
              <li key={id}>
                <QueryLink set={{ op: id }} className="docs-link" isCurrent={id === current}>
                  <span className="docs-method mono">{method.toUpperCase()}</span>
                  <span className="docs-path mono">{path}</span>
                  <span className="docs-summary faint">{summary}</span>
                </QueryLink>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}
