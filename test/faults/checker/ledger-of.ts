import type { DeliveryRow, Effect, History, MessageRow, RouteFacts, Write } from "./history.ts";

/** A history by the questions that the checker asks of it. */
export type Indexed = {
  readonly history: History;
  readonly messages: ReadonlyMap<string, MessageRow>;
  /** Messages whose producer was told 2xx, and what the bus itself begot. */
  readonly promised: ReadonlySet<string>;
  readonly routeOf: (name: string) => RouteFacts | undefined;
  readonly deliveryOf: (messageId: string, route: string) => DeliveryRow | undefined;
  readonly effectsOf: (route: string, reference: string) => readonly Effect[];
  readonly writesOf: (route: string, reference: string) => readonly Write[];
};

/** Makes the indexes. */
export function indexed(history: History): Indexed {
  const routes = new Map(history.routes.map((route) => [route.name, route]));
  const deliveries = new Map(history.deliveries.map((row) => [pair(row.messageId, row.route), row]));
  const effects = Map.groupBy(history.effects, ({ route, reference }) => pair(route, reference));
  const writes = Map.groupBy(history.writes, ({ route, reference }) => pair(route, reference));
  return {
    history,
    messages: new Map(history.messages.map((message) => [message.id, message])),
    promised: promisedIn(history),
    routeOf: (name) => routes.get(name),
    deliveryOf: (messageId, route) => deliveries.get(pair(messageId, route)),
    effectsOf: (route, reference) => effects.get(pair(route, reference)) ?? [],
    writesOf: (route, reference) => writes.get(pair(route, reference)) ?? [],
  };
}

function promisedIn({ told, messages }: History): Set<string> {
  const bySource = new Map(messages.map(({ sourceId, id }) => [sourceId, id]));
  const accepted = told.flatMap(({ answer, sourceId, messageId }) =>
    answer === "accepted" ? [messageId ?? bySource.get(sourceId) ?? sourceId] : [],
  );
  const begotten = messages.flatMap(({ id, causationId }) => (causationId === undefined ? [] : [id]));
  return new Set([...accepted, ...begotten]);
}

const pair = (a: string, b: string): string => `${a}\n${b}`;
