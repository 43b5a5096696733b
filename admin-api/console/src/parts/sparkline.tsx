import { countOf } from "./words.ts";

const width = 96;
const height = 24;

/** The course of a count in small; its words say what it shows. */
export function Sparkline({
  counts,
  label,
  tone = "ink-3",
}: {
  readonly counts: readonly number[];
  readonly label: string;
  readonly tone?: string;
}) {
  const most = Math.max(1, ...counts);
  const step = width / Math.max(1, counts.length);
  const sum = counts.reduce((total, count) => total + count, 0);
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`${label}: ${countOf(sum)} in all, at most ${countOf(Math.max(0, ...counts))} at once`}
    >
      <line x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} stroke="var(--line)" />
      {counts.map((count, index) =>
        count === 0 ? null : (
          <rect
            key={index}
            x={index * step + 0.5}
            width={Math.max(1, step - 1)}
            y={height - Math.max(2, (count / most) * (height - 2))}
            height={Math.max(2, (count / most) * (height - 2))}
            fill={`var(--${tone})`}
          />
        ),
      )}
    </svg>
  );
}
