import type { Failure } from "@spindlebus/bus/engine";
import { csvLine } from "../csv.ts";

/** How failures are written for programs and spreadsheets. */
export type ExportFormat = {
  readonly mediaType: string;
  readonly head: string;
  readonly line: (failure: Failure) => string;
  readonly tail: (count: number) => string;
};

type Column = readonly [title: string, cell: (failure: Failure) => string | number | null];

const columns: readonly Column[] = [
  ["id", ({ id }) => id],
  ["messageId", ({ messageId }) => messageId],
  ["type", ({ type }) => type],
  ["route", ({ route }) => route],
  ["state", ({ state }) => state],
  ["attempts", ({ attempts }) => attempts],
  ["errorCode", ({ error }) => error?.code ?? null],
  ["errorMessage", ({ error }) => error?.message ?? null],
  ["groupId", ({ groupId }) => groupId],
  ["entityKey", ({ entityKey }) => entityKey],
  ["firstFailedAt", ({ firstFailedAt }) => firstFailedAt],
  ["lastFailedAt", ({ lastFailedAt }) => lastFailedAt],
  ["nextAttemptAt", ({ nextAttemptAt }) => nextAttemptAt],
  ["reason", ({ reason }) => reason],
  ["inDoubtSince", ({ inDoubtSince }) => inDoubtSince],
  ["settledAt", ({ settledAt }) => settledAt],
  ["vendorReference", ({ vendorReference }) => vendorReference],
  ["lane", ({ lane }) => lane?.id ?? null],
];

/** NDJSON ends with a line that says so; CSV has no place for one, and a broken answer is cut off. */
export const exportFormats: { readonly [Name in "ndjson" | "csv"]: ExportFormat } = {
  ndjson: {
    mediaType: "application/x-ndjson",
    head: "",
    line: (failure) => `${JSON.stringify(failure)}\n`,
    tail: (count) => `${JSON.stringify({ end: true, count })}\n`,
  },
  csv: {
    mediaType: "text/csv; charset=utf-8; header=present",
    head: csvLine(columns.map(([title]) => title)),
    line: (failure) => csvLine(columns.map(([, cell]) => cell(failure))),
    tail: () => "",
  },
};
