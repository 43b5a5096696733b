import type { Act } from "../../operations/act.ts";
import type { GroupRule, ReplayRule, Watched } from "../../operations/replay-rule.ts";
import { nextTimeOfDay } from "../../operations/time-of-day.ts";
import { storableText } from "../storable-text.ts";
import type { Querying } from "./querying.ts";

/** A rule as `failure_group.replay_when` has it. */
export type StoredRule = Omit<GroupRule, "healthySince"> & { readonly watched?: Watched | undefined };

/** A rule that somebody sets now, as it is stored. */
export function newRule(rule: ReplayRule, act: Act, setAtMs: number): string {
  const [actor, reason] = [storableText(act.actor), storableText(act.reason)];
  const dueAt = "after" in rule ? instant(nextTimeOfDay(rule.after, rule.timeZone, setAtMs)) : null;
  return write({ rule, state: "waiting", actor, reason, setAt: instant(setAtMs), dueAt, replay: null });
}

export const write = (rule: StoredRule): string => JSON.stringify(rule);

/** Of a text that {@link write} has written. */
export const parse = (text: string): StoredRule => JSON.parse(text) as StoredRule; // as: nobody else writes it

/** A rule as operators see it. */
export function readRule(text: string): GroupRule {
  const { watched, ...rule } = parse(text);
  const isWatched = "healthyFor" in rule.rule && rule.state === "waiting";
  return { ...rule, healthySince: isWatched ? (watched ? instant(watched.sinceMs) : rule.setAt) : null };
}

/** Those that may still become a replay: a condition over `failure_group fg`. */
export const ruleWaits = (sql: Querying) => sql`fg.replay_when::jsonb ->> 'state' = 'waiting'`;

/** The hour as the database has it: what governors and schedulers go by. */
export const nowMs = (sql: Querying) => sql`(extract(epoch FROM clock_timestamp()) * 1000)::float8`;

const instant = (atMs: number): string => new Date(atMs).toISOString();
