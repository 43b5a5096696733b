import { z } from "zod";
import { RuleAnswer, tellRule } from "./groups-rule.ts";
import { sparkline } from "./sparkline.ts";
import type { Print } from "./print.ts";
import type { Style } from "./table.ts";

/** Where the admin API has the groups. */
export const groupsPath = "/api/v1/failure-groups";

/** A failure group as the admin API shows it. */
export const GroupAnswer = z.looseObject({
  id: z.string(),
  route: z.string(),
  code: z.string(),
  title: z.string(),
  runbook: z.string().optional(),
  state: z.string(),
  stateSince: z.string(),
  snooze: z
    .looseObject({
      until: z.string().optional(),
      count: z.int().optional(),
      rate: z.looseObject({ count: z.int(), seconds: z.int() }).optional(),
    })
    .nullish(),
  owner: z.string().nullish(),
  ticket: z.string().nullish(),
  note: z.string().nullish(),
  replayWhen: RuleAnswer.nullish(),
  count: z.int(),
  hourly: z.array(z.int()).optional(),
  firstSeenAt: z.string(),
  lastSeenAt: z.string(),
  attempts: z.looseObject({ min: z.int(), max: z.int() }).nullish(),
  permanent: z.boolean().nullish(),
  adapterVersions: z.array(z.looseObject({ version: z.string(), attempts: z.int() })).optional(),
  sample: z.looseObject({ id: z.string(), httpStatus: z.int().nullish() }).nullish(),
  lastReplay: z
    .looseObject({ id: z.string(), state: z.string(), applied: z.int(), failedAgain: z.int() })
    .nullish(),
  changes: z.array(z.looseObject({ at: z.string(), title: z.string() })).optional(),
});
type GroupRow = z.infer<typeof GroupAnswer>;

/** Groups as lines, one each. */
export function groupTable(print: Print, groups: readonly GroupRow[]): void {
  print.table(groups, [
    { title: "GROUP", cell: ({ id }) => id },
    { title: "STATE", cell: ({ state }) => state, style: ({ state }) => colourOfGroup(state) },
    { title: "COUNT", cell: ({ count }) => String(count) },
    { title: "LAST 24 H", cell: ({ hourly }) => sparkline(hourly ?? []) },
    { title: "OWNER", cell: ({ owner }) => owner ?? "" },
    { title: "ROUTE", cell: ({ route }) => route },
    { title: "LAST SEEN", cell: ({ lastSeenAt }) => shortTime(lastSeenAt) },
    { title: "ERROR", cell: errorOf, shrinks: true },
  ]);
}

/** One group, and what to type next. */
export function tellGroup(print: Print, group: GroupRow): void {
  print.value(group);
  const { id, state, route, count, owner, ticket, note, replayWhen } = group;
  print.line(`${print.style(colourOfGroup(state), state)}  ${route}  ${errorOf(group)}`);
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    ["group", id],
    ["failures", `${count} now`],
    ["last 24 h", group.hourly && `${sparkline(group.hourly)}  at most ${Math.max(...group.hourly)} an hour`],
    ["since", shortTime(group.stateSince)],
    ["snoozed", endOf(group)],
    ["runbook", group.runbook],
    ["owner", owner],
    ["ticket", ticket],
    ["note", note],
    ["replay", replayWhen && tellRule(replayWhen)],
    ["first seen", shortTime(group.firstSeenAt)],
    ["last seen", shortTime(group.lastSeenAt)],
    ...known(group),
  ];
  for (const [name, value] of facts) if (value) print.line(`  ${name.padEnd(12)}${value}`);
  if (count > 0) print.line(`\nnpx spindle failures --group ${id}`);
}

/** What the admin API tells of one group only. */
function known({ attempts, permanent, adapterVersions, sample, lastReplay, changes }: GroupRow) {
  const facts: (readonly [string, string | null | undefined])[] = [
    ["attempts", attempts && `${attempts.min} to ${attempts.max}`],
    ["answer", answerText(permanent)],
    ["status", sample?.httpStatus ? `HTTP ${sample.httpStatus}` : null],
    ["newest", sample?.id],
    ["adapter", adapterVersions?.map(({ version, attempts: n }) => `${version} (${n})`).join(", ")],
    ["replayed", lastReplay && replayText(lastReplay)],
    ...(changes ?? []).map(({ at, title }) => ["near by", `${shortTime(at)} ${title}`] as const),
  ];
  return facts;
}

function answerText(permanent: boolean | null | undefined): string | undefined {
  if (permanent === undefined || permanent === null) return undefined;
  return permanent ? "final: without a change it is refused again" : "may be another one next time";
}

const replayText = ({ id, state, applied, failedAgain }: NonNullable<GroupRow["lastReplay"]>): string =>
  `${state}: ${applied} applied, ${failedAgain} failed again, ${id}`;

function endOf({ snooze }: GroupRow): string | undefined {
  if (!snooze) return undefined;
  const { until, count, rate } = snooze;
  const ends = [
    until && `until ${shortTime(until)}`,
    count && `until ${count} more have failed`,
    rate && `until ${rate.count} fail within ${rate.seconds} s`,
  ];
  return ends.filter(Boolean).join(", or ");
}

function colourOfGroup(state: string): Style {
  if (state === "resolved") return "green";
  return state === "open" || state === "regressed" ? "red" : "yellow";
}

const errorOf = ({ code, title }: GroupRow): string => `${code}: ${title}`;

/** RFC 3339 as `2026-11-23 16:22:38Z`. */
const shortTime = (time: string): string => `${time.slice(0, 19).replace("T", " ")}Z`;
