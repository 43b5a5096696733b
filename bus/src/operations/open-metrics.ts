import type { BusPlan } from "../config/bus-plan.ts";
import { freshFor } from "../fresh-for.ts";
import { openDatabase } from "../postgres/connect.ts";
import { readFacts } from "../postgres/metrics/read-facts.ts";
import { BrokerAway } from "../rabbitmq/broker-away.ts";
import { intakeRoute } from "../route.ts";
import type { Broker } from "./broker.ts";
import type { KnownFacts, MetricFacts, Metrics } from "./metrics.ts";

/** However many scrape, servers are asked no more often; below any usual interval, so that each scrape of one has new figures. */
const goodForMs = 5_000;

type Given = {
  readonly url: string;
  readonly name: string;
  readonly plan: Pick<BusPlan, "alerts">;
  readonly broker: Pick<Broker, "queues">;
  readonly freshMs?: number;
};

/**
 * What monitoring is told: of the database on a connection of its own, so that operators' searches and scrapes do not wait for each
 * other, and of the broker what no table has.
 */
export function openMetrics({
  url,
  name,
  plan,
  broker,
  freshMs = goodForMs,
}: Given): Metrics & { readonly close: () => Promise<void> } {
  const database = openDatabase({ url, name: `${name} metrics`, connections: 1 });
  const looksForSilence = plan.alerts.rules.quietFeeds || plan.alerts.rules.feeds.length > 0;
  return {
    read: freshFor(freshMs, async (): Promise<KnownFacts> => {
      const [{ quietFeeds, ...stored }, letters] = await Promise.all([
        readFacts(database.sql),
        deadLetters(broker),
      ]);
      return {
        ...stored,
        ...(looksForSilence && quietFeeds !== undefined && { quietFeeds }),
        ...(letters && { deadLetters: letters }),
      };
    }),
    close: () => database.close(),
  };
}

/** By connection what lies in dead-letter queues; undefined while the broker cannot be asked. */
async function deadLetters(broker: Given["broker"]): Promise<MetricFacts["deadLetters"] | undefined> {
  try {
    const { queues } = await broker.queues();
    const dead = queues.filter(({ kind, exists }) => kind === "dead" && exists);
    const byConnection = Map.groupBy(dead, ({ connection }) => connection ?? intakeRoute);
    return [...byConnection].map(([connection, own]) => ({
      connection,
      count: own.reduce((sum, { ready }) => sum + ready, 0),
    }));
  } catch (error) {
    if (error instanceof BrokerAway) return undefined;
    throw error;
  }
}
