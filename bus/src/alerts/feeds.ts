import type { Condition } from "./alert.ts";
import { minutesWords } from "./minutes.ts";
import type { AlertRules } from "./rules.ts";

const minute = 60_000;
const hour = 60 * minute;

/** What is known of a source that has ever spoken. Milliseconds since 1970. */
export type Feed = {
  readonly source: string;
  readonly lastAt: number;
  /** How many messages it sent in this clock hour, and in the one before it, on each of the last seven days. */
  readonly days: readonly { readonly thisHour: number; readonly hourBefore: number }[];
};

/** On so many days of the seven it has to have spoken, and so often in each of the two hours, to be missed. */
const usualDays = 5;
const usualCount = 6;
/** Nobody is woken for a pause that is shorter, or than so many usual pauses. */
const shortestMs = 15 * minute;
const usualPauses = 6;

/** The feeds that are silent and should not be: by their own habit, and by the rules that name them. */
export function quietFeeds(
  feeds: readonly Feed[],
  rules: Pick<AlertRules, "quietFeeds" | "feeds">,
  nowMs: number,
): readonly Condition[] {
  const ruled = new Set(rules.feeds.map(({ source }) => source));
  const byHabit = rules.quietFeeds
    ? feeds.filter((feed) => !ruled.has(feed.source) && isUnusual(feed, nowMs))
    : [];
  const lastAt = new Map(feeds.map((feed) => [feed.source, feed.lastAt]));
  const byRule = rules.feeds.filter(
    (rule) => isWithinHours(rule, nowMs) && nowMs - (lastAt.get(rule.source) ?? 0) >= rule.withinMs,
  );
  return [
    ...byHabit.map(({ source, lastAt: last }) => conditionOf(source, last, "it usually speaks at this hour")),
    ...byRule.map(({ source, withinMs }) =>
      conditionOf(
        source,
        lastAt.get(source),
        `it should be heard of every ${minutesWords(Math.round(withinMs / minute)).replace(/^1 /, "")}`,
      ),
    ),
  ];
}

function isUnusual({ lastAt, days }: Feed, nowMs: number): boolean {
  const usual = days.filter(({ thisHour, hourBefore }) => thisHour >= usualCount && hourBefore >= usualCount);
  if (usual.length < usualDays) return false;
  const fewest = Math.min(...usual.map(({ thisHour }) => thisHour));
  return nowMs - lastAt >= Math.max(shortestMs, (usualPauses * hour) / fewest);
}

function isWithinHours({ between, timeZone }: AlertRules["feeds"][number], nowMs: number): boolean {
  if (!between) return true;
  const time = new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: timeZone ?? "UTC",
  }).format(nowMs);
  const [from, to] = between;
  return from <= to ? from <= time && time < to : from <= time || time < to;
}

function conditionOf(source: string, lastAt: number | undefined, why: string): Condition {
  const since =
    lastAt === undefined ? "has never sent a message" : `has sent nothing since ${rfc3339(lastAt)}`;
  return {
    key: `quietFeed:${source}`,
    kind: "quietFeed",
    connection: /^\/connections\/([^/]+)\/webhooks\//.exec(source)?.[1] ?? null,
    title: `${source} ${since}; ${why}.`,
    next: "spindle alerts",
  };
}

const rfc3339 = (ms: number): string => new Date(ms).toISOString().slice(0, 19) + "Z";
