/** What one check found. A note is worth knowing and breaks nothing. */
export type Finding = {
  readonly check: string;
  readonly result: "ok" | "failed" | "note";
  readonly detail: string;
  /** What to do about it. */
  readonly next?: string;
};

export const ok = (check: string, detail: string): Finding => ({ check, result: "ok", detail });
export const failed = (check: string, detail: string, next: string): Finding => ({
  check,
  result: "failed",
  detail,
  next,
});
export const noted = (check: string, detail: string, next: string): Finding => ({
  check,
  result: "note",
  detail,
  next,
});
