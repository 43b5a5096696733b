import type { History } from "./history.ts";
import type { Judged } from "./verdict.ts";

/** All that happened to one message on one route, in order, with the faults around it: what a person reads first. */
export function timeline(
  history: History,
  { messageId, reference, route, verdict, because }: Judged,
): string {
  const message = history.messages.find(({ id }) => id === messageId);
  const sourceId = message?.sourceId ?? reference;
  const own = <T extends { readonly messageId: string; readonly route: string }>(rows: readonly T[]) =>
    rows.filter((row) => row.messageId === messageId && row.route === route);
  const atVendor = <T extends { readonly reference: string; readonly route: string }>(rows: readonly T[]) =>
    rows.filter((row) => row.reference === reference && row.route === route);
  const events: readonly (readonly [number, string])[] = [
    ...history.told
      .filter((told) => told.sourceId === sourceId)
      .map(({ atMs, answer }) => [atMs, `producer was told: ${answer}`] as const),
    ...own(history.attempts).map(
      ({ atMs, n, outcome, code, worker }) =>
        [atMs, `start ${n} by ${worker}: ${outcome}${code === undefined ? "" : ` (${code})`}`] as const,
    ),
    ...atVendor(history.writes).map(({ atMs }) => [atMs, "vendor received a write"] as const),
    ...atVendor(history.effects).map(({ atMs, n }) => [atMs, `vendor: effect ${n}`] as const),
    ...own(history.acts).map(
      ({ atMs, act, done }) => [atMs, `operator: ${act}${done ? "" : " (refused)"}`] as const,
    ),
  ];
  const row = own(history.deliveries)[0];
  const lines = within(history, events).map(([atMs, text]) => `    ${clock(atMs)}  ${text}`);
  return [
    `${verdict}: ${reference} on ${route}: ${because}`,
    `  scenario ${history.scenario}, seed ${history.seed}, message ${messageId || "unknown"}`,
    ...lines,
    `    at the end: ${row ? `${row.state}, starts ${row.starts}, attempts ${row.attempts}, generation ${row.generation}` : "no ledger row"}`,
  ].join("\n");
}

/** The message's own events, and the faults between a little before the first and a little after the last. */
function within(
  history: History,
  own: readonly (readonly [number, string])[],
): (readonly [number, string])[] {
  const times = own.map(([atMs]) => atMs);
  const [from, to] = [Math.min(...times) - aroundMs, Math.max(...times) + aroundMs];
  const faults = history.faults
    .filter(({ atMs, untilMs = atMs }) => own.length === 0 || (untilMs >= from && atMs <= to))
    .map(({ atMs, untilMs, kind, target }) => {
      const lasted = untilMs === undefined ? "" : ` for ${untilMs - atMs} ms`;
      return [atMs, `FAULT ${kind} ${target}${lasted}`] as const;
    });
  return [...own, ...faults].toSorted(([a], [b]) => a - b);
}

const aroundMs = 30_000;

const clock = (atMs: number): string => new Date(atMs).toISOString().slice(11, 23);
