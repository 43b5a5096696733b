import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Problem } from "../api/problem.ts";
import { ProblemBox } from "./problem-box.tsx";
import "./empty.css";

/** Nothing is here: why, and what to do or where to look. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children}
    </div>
  );
}

type LoadedProps<Data> = {
  readonly of: UseQueryResult<Data, Problem>;
  readonly children: (data: Data) => ReactNode;
  /** How tall it will be about, so that nothing jumps when it comes. */
  readonly rows?: number;
};

/** What was read, once it is there; else its place, or why it is not. */
export function Loaded<Data>({ of, children, rows = 5 }: LoadedProps<Data>) {
  if (of.data !== undefined) {
    return (
      <>
        {of.error && <ProblemBox problem={of.error} onRetry={() => void of.refetch()} />}
        {children(of.data)}
      </>
    );
  }
  if (of.error) return <ProblemBox problem={of.error} onRetry={() => void of.refetch()} />;
  return (
    <div className="loading" role="status" style={{ minHeight: `calc(${rows} * var(--row))` }}>
      <span className="visually-hidden">Loading</span>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="loading-row" />
      ))}
    </div>
  );
}
