import { QueryLink } from "./query-link.tsx";
import { countOf, nearlyWords, type Nearly } from "./words.ts";

type PagerProps = {
  readonly shown: number;
  /** How many there are, and how sure that is. */
  readonly total?: number | undefined;
  readonly nearly?: Nearly;
  readonly next: string | null | undefined;
  /** Whether this is not the first page. */
  readonly isFurther: boolean;
  /** More to say: the window that was searched. */
  readonly window?: string | undefined;
};

/** What a page shows of how many, and the way to the next one. The cursor is part of the address, and "back" is the browser's. */
export function Pager({ shown, total, nearly, next, isFurther, window }: PagerProps) {
  // Who sees the screen sees that nothing is there; who hears it is told.
  const isEmpty = shown === 0 && window === undefined && !isFurther;
  return (
    <div className="row pager">
      <span className={isEmpty ? "visually-hidden" : "faint numbers"} role="status" aria-live="polite">
        {countOf(shown)}
        {total !== undefined && ` of ${nearlyWords(nearly, total)}`} shown
        {window !== undefined && `, ${window}`}
      </span>
      {isFurther && (
        <QueryLink set={{ cursor: undefined }} className="button">
          First page
        </QueryLink>
      )}
      {next && (
        <QueryLink set={{ cursor: next }} className="button">
          Next page
        </QueryLink>
      )}
    </div>
  );
}
