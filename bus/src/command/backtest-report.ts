import type { Group } from "../backtest/tally.ts";
import type { BacktestReport } from "../start/backtest-run.ts";
import type { Print } from "./print.ts";

type Acceptance = { readonly name: string; readonly reason: string };

/** Which differences are accepted, which are not, and what is accepted and does not happen. */
export type Verdict = {
  readonly open: readonly Group[];
  readonly accepted: readonly (Group & { readonly reason: string })[];
  readonly unused: readonly string[];
};

/** Holds differences against what was accepted by name. */
export function judged({ groups }: BacktestReport, accepted: readonly Acceptance[]): Verdict {
  const reasons = new Map(accepted.map(({ name, reason }) => [name, reason]));
  const names = new Set(groups.map(({ name }) => name));
  return {
    open: groups.filter(({ name }) => !reasons.has(name)),
    accepted: groups.flatMap((group) => {
      const reason = reasons.get(group.name);
      return reason === undefined ? [] : [{ ...group, reason }];
    }),
    unused: [...reasons.keys()].filter((name) => !names.has(name)),
  };
}

type Span = { readonly sinceMs: number; readonly untilMs: number };

/** Says what was compared, what differs, and what could not be compared. */
export function tellBacktest(print: Print, report: BacktestReport, verdict: Verdict, span: Span): void {
  for (const group of verdict.open) print.value({ ...group, accepted: null });
  for (const { reason, ...group } of verdict.accepted) print.value({ ...group, accepted: reason });
  print.value(summaryOf(report, verdict, span));
  print.line(windowLine(report, span));
  print.line(countLine(report));
  for (const [reason, count] of report.incomparable)
    print.line(`  not comparable: ${number(count)}, ${reason}`);
  if (report.bothThrew > 0) print.line(`  on ${number(report.bothThrew)} of the same both versions throw`);
  for (const place of report.noise)
    print.line(`  left out: ${place}, in which a version differs from itself`);
  tellGroups(print, verdict);
  for (const { name, count, reason } of verdict.accepted)
    print.line(`accepted: ${number(count)} ${name}: ${reason}`);
  for (const name of verdict.unused) print.line(`accepted, and not met: ${name}`);
}

function tellGroups(print: Print, { open }: Verdict): void {
  if (open.length === 0) return;
  print.line();
  print.table(open, [
    { title: "COUNT", cell: ({ count }) => number(count) },
    { title: "DIFFERENCE", cell: ({ name }) => name, style: () => "red" },
    { title: "OLD", cell: ({ example }) => example.old ?? "" },
    { title: "NEW", cell: ({ example }) => example.new ?? "" },
    { title: "MESSAGE", cell: ({ example }) => example.messageId, shrinks: true },
  ]);
  print.line();
}

function summaryOf(report: BacktestReport, { open, accepted, unused }: Verdict, { sinceMs, untilMs }: Span) {
  const { window, compared, same, different, incomparable, noise, bothThrew, durationMs } = report;
  const time = (ms: number | undefined) => (ms === undefined ? null : new Date(ms).toISOString());
  return {
    window: { since: time(sinceMs), until: time(untilMs), from: time(window.fromMs), to: time(window.toMs) },
    messages: window.read,
    ofAdapter: window.ofAdapter,
    compared,
    same,
    different,
    notComparable: Object.fromEntries(incomparable),
    bothThrew,
    noise,
    open: open.length,
    accepted: accepted.length,
    unused,
    durationMs: Math.round(durationMs),
  };
}

/** What was asked for and what was there are two things: the journal forgets by age. */
function windowLine({ window: { read, fromMs, toMs } }: BacktestReport, { sinceMs, untilMs }: Span): string {
  const asked = `${instant(sinceMs)} to ${instant(untilMs)}`;
  if (fromMs === undefined || toMs === undefined) return `window: ${asked}, no message is in the journal`;
  return `window: ${instant(fromMs)} to ${instant(toMs)}, ${number(read)} messages (asked for: ${asked})`;
}

function countLine({ window, compared, same, different, incomparable, durationMs }: BacktestReport): string {
  const uncompared = [...incomparable.values()].reduce((sum, count) => sum + count, 0);
  const perSecond = Math.round(window.read / Math.max(durationMs / 1_000, 0.001));
  return (
    `${number(window.ofAdapter)} of them for this adapter, ${number(compared)} comparisons: ${number(same)} the same, ` +
    `${number(different)} different, ${number(uncompared)} not comparable; ${number(perSecond)} messages a second`
  );
}

const number = (value: number): string => value.toLocaleString("en");
const instant = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
