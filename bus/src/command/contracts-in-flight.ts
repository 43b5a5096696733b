import type { SpindleConfig } from "../config/define-config.ts";
import type { InFlightReport } from "../governance/check-in-flight.ts";
import type { MisfitGroup } from "../governance/tally.ts";
import type { Settings } from "../settings.ts";
import { withMasterKeys } from "../start/master-key-file.ts";
import { withDatabase } from "../start/server-urls.ts";
import { wrongUsage } from "./failure.ts";
import type { Print } from "./print.ts";

/** How many messages of the journal are looked at if nobody says otherwise. */
export const journalDefault = 10_000;

const progressEvery = 50_000;

/** Checks the configuration against what is in flight, and tells what would not go on; gives how many kinds of that there are. */
export async function checkWhatIsInFlight(
  print: Print,
  config: SpindleConfig,
  settings: Settings,
  last: number,
): Promise<number> {
  const { amqpUrl } = settings;
  if (amqpUrl === undefined && last > 0)
    throw wrongUsage(
      "SPINDLE_AMQP_URL is not set: it names the broker whose journal is looked at. With --journal 0 only the database is.",
    );
  const { runInFlightCheck } = await import("../start/in-flight-run.ts");
  const startedAt = performance.now();
  const report = await runInFlightCheck(config, {
    databaseUrl: withDatabase(settings),
    masterKeys: withMasterKeys(settings).masterKeys,
    journal: amqpUrl === undefined || last === 0 ? undefined : { amqpUrl, last },
    onProgress: progress(print),
  });
  tell(print, report, performance.now() - startedAt);
  return report.groups.filter(({ effect }) => effect !== "blocked").length;
}

function progress(print: Print): (read: number) => void {
  let next = progressEvery;
  return (read) => {
    if (read < next) return;
    next = read + progressEvery;
    print.note(`checked ${read} open deliveries`);
  };
}

function tell(print: Print, { deliveries, journalled, groups }: InFlightReport, durationMs: number): void {
  for (const group of groups) {
    print.value(group);
    print.line(sentence(group, print));
  }
  print.value({ deliveries, journalled, durationMs: Math.round(durationMs) });
  const fate = groups.length === 0 ? "all of it fits" : "the rest fits";
  const seconds = (durationMs / 1_000).toFixed(1);
  print.line(
    `${deliveries} open deliveries and the last ${journalled} messages of the journal checked in ${seconds} s; ${fate}`,
  );
}

function sentence(group: MisfitGroup, print: Print): string {
  const { effect, type, route, state, count, pointer, reason, example } = group;
  const why = `${[pointer, reason].filter(Boolean).join(" ")} (for example ${example})`;
  switch (effect) {
    case "breaks":
      return `${print.style("red", "breaks")} ${count} ${state} ${type} on ${route}: ${why}`;
    case "refuses":
      return `${print.style("red", "refuses")} ${count} ${type} as they were published lately: ${why}`;
    case "blocked":
      return `still blocks ${count} ${type} on ${route}: ${why}`;
  }
}
