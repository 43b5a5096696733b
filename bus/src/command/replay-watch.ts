import type { Command } from "commander";
import { settingsBeside } from "../start/running.ts";
import type { Api } from "./api.ts";
import { adminApi, urlAndTokenOptions, type UrlAndToken } from "./apis.ts";
import { command, type CommonOptions } from "./define.ts";
import type { Host } from "./host.ts";
import { printer } from "./print.ts";
import { showProgress } from "./progress.ts";
import { endedOf, isScheduled, ReplayAnswer, replaysPath, standingOf, tellEnd } from "./replay-answers.ts";
import { replayStates } from "./replay-states.ts";

/** `spindle replay watch`: follows one until it ends or stands still. */
export function replayWatchCommand(host: Host): Command {
  const watch = command(
    "watch",
    "follow a replay until it ends or stands still; 0 where all of it went well",
  ).argument("<id>", "the id of a replay");
  return urlAndTokenOptions(watch, "admin API", "admin-token").action(
    async (id: string, options: CommonOptions & UrlAndToken) => {
      const api = adminApi(host, settingsBeside(host.env), options);
      const first = await api.get(`${replaysPath}/${encodeURIComponent(id)}`, ReplayAnswer);
      tellEnd(printer(host, options.json ?? false), await follow(host, api, first));
    },
  );
}

/** Shows how far a replay has come until it neither runs nor is still to begin; gives how it stands then. */
export async function follow(host: Host, api: Api, first: ReplayAnswer): Promise<ReplayAnswer> {
  const progress = showProgress(host, first.selected, "waiting for the replay to end");
  let beganMs = performance.now();
  let last = first;
  if (isUnderWay(first))
    for await (last of replayStates(api, first.id)) {
      if (!isUnderWay(last)) break;
      if (isScheduled(last)) beganMs = performance.now();
      const line = isScheduled(last)
        ? standingOf(last)
        : progressLine(first, last, performance.now() - beganMs);
      progress.at(endedOf(last), line);
    }
  progress.end(`the replay is ${last.state}`);
  return last;
}

const isUnderWay = (replay: ReplayAnswer): boolean => replay.state === "running" || isScheduled(replay);

/** How far it has come, how fast since it is watched, and how long the rest takes at that. */
export function progressLine(first: ReplayAnswer, now: ReplayAnswer, elapsedMs: number): string {
  const ended = endedOf(now);
  const failed = now.failedAgain + now.inDoubt;
  const perSecond = ((ended - endedOf(first)) / Math.max(elapsedMs, 1)) * 1_000;
  return [
    `${ended} of ${now.selected}`,
    ...(failed > 0 ? [`${failed} failed again`] : []),
    ...(perSecond > 0
      ? [`${Number(perSecond.toPrecision(2))}/s`, `about ${inWords((now.selected - ended) / perSecond)} left`]
      : []),
  ].join(", ");
}

function inWords(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5_400 ? `${Math.ceil(seconds / 60)} min` : `${Math.ceil(seconds / 3_600)} h`;
}
