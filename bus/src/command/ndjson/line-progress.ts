import type { Output } from "../host.ts";
import type { Count } from "./tally.ts";

type ProgressPorts = {
  readonly stderr: Output;
  /** Of the file; undefined for a pipe. */
  readonly totalBytes: number | undefined;
  readonly now: () => number;
};

/** How far the lines are, on standard error. */
export type LineProgress = {
  at(count: Count): void;
  /** Why it does not go on just now. */
  trouble(reason: string): void;
  end(): void;
};

/** One line that changes on a terminal; elsewhere a line every few seconds. */
export function openLineProgress({ stderr, totalBytes, now }: ProgressPorts): LineProgress {
  const everyMs = stderr.isTTY ? 200 : 5_000;
  const startedAt = now();
  let shownAt = startedAt;
  let toldAt = Number.NEGATIVE_INFINITY;
  const clear = stderr.isTTY ? "\r\u001B[2K" : "";
  const show = (text: string) => void stderr.write(stderr.isTTY ? `${clear}${text}` : `${text}\n`);
  return {
    at(count) {
      if (now() - shownAt < everyMs) return;
      shownAt = now();
      show(progressText(count, { seconds: (now() - startedAt) / 1_000, totalBytes }));
    },
    trouble(reason) {
      if (now() - toldAt < 5_000) return;
      toldAt = now();
      stderr.write(`${clear}The bus takes nothing just now (${reason}); the same lines are sent again.\n`);
    },
    end: () => void stderr.write(clear),
  };
}

/** `12,300 accepted  40 known already  3 refused  2,400/s  line 12,344  41 %` */
export function progressText(
  { accepted, duplicates, refused, nextLine, position }: Count,
  { seconds, totalBytes }: { readonly seconds: number; readonly totalBytes: number | undefined },
): string {
  const number = (value: number) => value.toLocaleString("en-US");
  const perSecond = Math.round((accepted + refused) / Math.max(seconds, 0.001));
  return [
    `${number(accepted)} accepted`,
    ...(duplicates > 0 ? [`${number(duplicates)} known already`] : []),
    `${number(refused)} refused`,
    `${number(perSecond)}/s`,
    `line ${number(nextLine)}`,
    ...(totalBytes ? [`${Math.floor((100 * position) / totalBytes)} %`] : []),
  ].join("  ");
}
