/** A span of time as people write it: "500ms", "5s", "10m", "24h", "7d". */
export type Duration = `${number}${"ms" | "s" | "m" | "h" | "d"}`;

const unitMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * A duration in milliseconds.
 * @throws where the text is not a duration
 */
export function milliseconds(duration: Duration): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(duration);
  if (!match)
    throw new Error(`"${duration}" is not a duration; write for example "500ms", "5s", "10m", "24h".`);
  return Number(match[1]) * unitMs[match[2] as keyof typeof unitMs];
}
