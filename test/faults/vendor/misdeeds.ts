import { z } from "zod";

/** What the vendor can be told to do to requests. */
export const misdeedKinds = [
  "slow",
  "hang",
  "reset",
  "applyThenReset",
  "applyThenHang",
  "applyThenFail",
  "fail",
  "throttle",
  "reject",
  "flood",
] as const;
export type MisdeedKind = (typeof misdeedKinds)[number];

/** A script line: to which share of which requests, and how many times at the most. */
export const Misdeed = z.strictObject({
  kind: z.enum(misdeedKinds),
  connection: z.string().optional(),
  share: z.number().min(0).max(1).default(1),
  count: z.int().min(1).optional(),
  delayMs: z.int().min(0).default(300),
  /** Questions are answered as ever unless this says otherwise. */
  reads: z.boolean().default(false),
});
export type Misdeed = z.infer<typeof Misdeed>;

/** Plays the script: which misdeed meets this request, if any. */
export function openScript(random: () => number) {
  let lines: { readonly misdeed: Misdeed; left: number }[] = [];
  return {
    replace(misdeeds: readonly Misdeed[]) {
      lines = misdeeds.map((misdeed) => ({ misdeed, left: misdeed.count ?? Number.POSITIVE_INFINITY }));
    },
    next(connection: string, isRead: boolean): Misdeed | undefined {
      const line = lines.find(
        ({ misdeed, left }) =>
          left > 0 &&
          (misdeed.connection ?? connection) === connection &&
          (misdeed.reads || !isRead) &&
          random() < misdeed.share,
      );
      if (!line) return undefined;
      line.left -= 1;
      return line.misdeed;
    },
  };
}

export type Script = ReturnType<typeof openScript>;
