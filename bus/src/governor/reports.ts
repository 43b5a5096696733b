import type { VendorHealth } from "../delivery/gate.ts";
import type { Report } from "./turn.ts";

/** What a worker has to tell the others about one scope. */
export type Reports = {
  /** A delivery came back. Good news is only kept where it `matters`. */
  note(health: VendorHealth, matters: boolean): void;
  /** The vendor wants to be left alone until then (own time). */
  throttled(untilMs: number): void;
  /** Something else changed that the others reckon with. */
  remind(): void;
  /** It belongs to an epoch that is over. */
  forget(): void;
  /** Takes out what is to be told now. */
  take(nowMs: number): Telling;
  readonly pending: boolean;
  /** Failures that the others may not have heard of. */
  readonly downs: number;
};

/** A report on its way. */
export type Telling = { readonly report: Report; arrived(): void; /** Or perhaps not. */ failed(): void };

export function openReports(): Reports {
  let ups = 0;
  let downs = 0;
  let telling = 0;
  let shutUntilMs = 0;
  let reminded = false;
  return {
    note(health, matters) {
      if (health === "down") downs += 1;
      if (health !== "up" || !(matters || downs > 0)) return;
      ups += 1;
      // Failures in a row are counted: this one ended the row.
      downs = 0;
    },
    throttled: (untilMs) => {
      shutUntilMs = Math.max(shutUntilMs, untilMs);
    },
    remind: () => {
      reminded = true;
    },
    forget: () => {
      ups = downs = 0;
    },
    take(nowMs) {
      const told = { ups, downs, shutUntilMs };
      telling = downs;
      ups = downs = shutUntilMs = 0;
      reminded = false;
      return {
        report: { ups: told.ups, downs: told.downs, shutForMs: Math.max(0, told.shutUntilMs - nowMs) },
        arrived: () => {
          telling = 0;
        },
        failed: () => {
          telling = 0;
          ups += told.ups;
          downs += told.downs;
          shutUntilMs = Math.max(shutUntilMs, told.shutUntilMs);
          reminded = true;
        },
      };
    },
    get pending() {
      return reminded || ups > 0 || downs > 0 || shutUntilMs > 0;
    },
    get downs() {
      return downs + telling;
    },
  };
}
