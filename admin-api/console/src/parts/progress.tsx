import { countOf, percentOf } from "./words.ts";
import "./progress.css";

/** A part of the whole, by its colour. */
type Part = {
  readonly name: string;
  readonly count: number;
  readonly tone: "good" | "busy" | "wait" | "bad" | "doubt" | "none";
};

/** How far something is: a bar, and the same in words for who does not see it. */
export function Progress({
  label,
  total,
  parts,
}: {
  readonly label: string;
  readonly total: number;
  readonly parts: readonly Part[];
}) {
  const done = parts.reduce((sum, { count }) => sum + count, 0);
  const share = total === 0 ? 1 : done / total;
  const words = parts
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${name} ${countOf(count)}`)
    .join(", ");
  return (
    <div
      className="progress"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
      aria-valuetext={`${countOf(done)} of ${countOf(total)}, ${percentOf(share)}${words && `: ${words}`}`}
    >
      {parts.map(({ name, count, tone }) => (
        <div
          key={name}
          className={`progress-part ${tone}`}
          style={{ width: `${total === 0 ? 0 : (count / total) * 100}%` }}
          title={`${name} ${countOf(count)}`}
        />
      ))}
    </div>
  );
}
