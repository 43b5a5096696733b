import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";

type Changes = Readonly<Record<string, string | undefined>>;
type Before = Record<string, string | undefined>;

type QueryLinkProps = {
  /** What changes of the query; undefined takes a parameter out, and what is not named stays. */
  readonly set: Changes;
  readonly className?: string;
  readonly isCurrent?: boolean;
  readonly children: ReactNode;
};

/** A link to the same screen with another query. */
export function QueryLink({ set, className, isCurrent = false, children }: QueryLinkProps) {
  return (
    <Link
      to="."
      // The router marks a link as current by itself: only where it changes nothing at all.
      activeOptions={{ exact: true, explicitUndefined: true }}
      search={(before: Before) => ({ ...before, ...set })}
      className={className ?? ""}
      aria-current={isCurrent ? "page" : undefined}
    >
      {children}
    </Link>
  );
}

/** Changes the query of the screen; with `replace` the browser's "back" passes over it, as while somebody types. */
export function useSetQuery(): (set: Changes, options?: { readonly replace?: boolean }) => void {
  const navigate = useNavigate();
  return (set, { replace = false } = {}) =>
    void navigate({ to: ".", search: (before: Before) => ({ ...before, ...set }), replace });
}
