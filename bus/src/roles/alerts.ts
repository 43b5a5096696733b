import type { Logger } from "pino";
import type { Condition } from "../alerts/alert.ts";
import { quietFeeds } from "../alerts/feeds.ts";
import type { AlertPlan } from "../config/plan-alerts.ts";
import { readConditions } from "../postgres/alerts/conditions.ts";
import { countFeeds, readFeeds } from "../postgres/alerts/feeds.ts";
import { noteConditions } from "../postgres/alerts/look.ts";
import type { Database } from "../postgres/connect.ts";
import { repeat } from "./repeat.ts";

const pauseMs = 15_000;
/** Hours of what was accepted that one look counts, where days are to be counted. */
const hoursAtOnce = 24;

type AlertParts = {
  readonly sql: Database["sql"];
  readonly plan: AlertPlan;
  readonly log: Logger;
  /** The broker's dead letters that the recorder has not taken yet, by queue. */
  readonly deadLetters: () => Promise<ReadonlyMap<string, number>>;
};

/** Looks again and again what a person should know of, and puts in line what is to be told. Gives what ends it. */
export function startAlerts({ sql, plan, log, deadLetters }: AlertParts): () => Promise<void> {
  const lags = openLags(plan.rules.recorderLagMs);
  return repeat("alerts", pauseMs, log, async () => {
    const conditions = [
      ...(await readConditions(sql, plan.rules)),
      ...lags(await deadLetters(), performance.now()),
      ...(await feedConditions(sql, plan)),
    ];
    const { fired, ended } = await noteConditions(sql, conditions, plan);
    for (const { kind, title, key } of fired) log.warn({ kind, alert: key }, title);
    for (const { kind, title, key } of ended) log.info({ kind, alert: key }, `over: ${title}`);
  });
}

async function feedConditions(sql: Database["sql"], { rules }: AlertPlan): Promise<readonly Condition[]> {
  if (!rules.quietFeeds && rules.feeds.length === 0) return [];
  for (let hours = 0; hours < hoursAtOnce; hours += 1)
    if (await countFeeds(sql)) return quietFeeds(await readFeeds(sql), rules, Date.now());
  // As long as days that are over are counted, nothing is known of today.
  return [];
}

/** Remembers since when dead letters lie in a queue. A scheduler that is started again begins to count anew. */
function openLags(longerThanMs: number | null) {
  const since = new Map<string, number>();
  return (ready: ReadonlyMap<string, number>, nowMs: number): readonly Condition[] => {
    for (const queue of since.keys()) if (!ready.get(queue)) since.delete(queue);
    for (const [queue, count] of ready) if (count > 0 && !since.has(queue)) since.set(queue, nowMs);
    if (longerThanMs === null) return [];
    return [...since]
      .filter(([, from]) => nowMs - from >= longerThanMs)
      .map(([queue]) => ({
        key: `recorderLag:${queue}`,
        kind: "recorderLag",
        connection: null,
        title: `${ready.get(queue)} dead letters lie in ${queue} and no recorder takes them.`,
        next: "spindle doctor",
      }));
  };
}
