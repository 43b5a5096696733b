import { useSearch } from "@tanstack/react-router";
import { QueryLink } from "../../parts/query-link.tsx";

const sizes = ["50", "100", "200"];

/** How many rows a page has. */
export function PageSizes() {
  const { limit = "50" } = useSearch({ from: "/shell/messages" });
  return (
    <nav className="row page-sizes" aria-label="Rows on a page">
      <span className="faint">Rows</span>
      {sizes.map((size) => (
        <QueryLink
          key={size}
          set={{ limit: size === "50" ? undefined : size, cursor: undefined }}
          isCurrent={size === limit}
        >
          {size}
        </QueryLink>
      ))}
    </nav>
  );
}
