import { intakeRoute } from "../route.ts";
import {
  deadQueue,
  exchanges,
  intakeQueue,
  journalQueue,
  laneDeadKey,
  laneDeadQueue,
  laneQueue,
  quarantineQueue,
  retryQueue,
  workQueue,
} from "./names.ts";

/** A route as the broker knows it: its name, the message type that feeds it, and its lane group where it has one. */
export type RoutedType = {
  readonly route: string;
  readonly type: string;
  /** Further types that feed it: older versions, which it upcasts. */
  readonly olderTypes?: readonly string[];
  /** `<connection>.<group>`: the group's queue gets the type, and the route has no work queue of its own. */
  readonly laneGroup?: string;
};

/** All types that feed a route, its own first. */
export const typesOf = ({ type, olderTypes = [] }: RoutedType): readonly string[] => [type, ...olderTypes];

/** Exchanges, queues and bindings as data; the same on RabbitMQ 3.10 and 4.x. */
export type Topology = {
  readonly exchanges: readonly ExchangeDeclaration[];
  readonly queues: readonly QueueDeclaration[];
};
export type ExchangeDeclaration = {
  readonly name: string;
  readonly type: "fanout" | "topic" | "direct";
};
export type QueueDeclaration = {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly bindings: readonly Binding[];
};
export type Binding = { readonly exchange: string; readonly key: string };

/** Redeliveries that the broker allows before it dead-letters: far more than a healthy day's restarts. */
const deliveryLimit = 100;
/** Deaths that a suspect may bring upon its workers while it runs alone. */
const quarantineLimit = 3;
const journalRetention = "7D";
const oneConsumer = { "x-single-active-consumer": true };

/** Everything that these routes need on the broker. */
export function topologyOf(routes: readonly RoutedType[]): Topology {
  return {
    exchanges: [
      { name: exchanges.intake, type: "fanout" },
      { name: exchanges.messages, type: "topic" },
      { name: exchanges.retry, type: "direct" },
      { name: exchanges.quarantine, type: "direct" },
      { name: exchanges.dead, type: "direct" },
    ],
    // A queue comes after the one that its dead letters go to: from its first message on they have a place.
    queues: [
      journal,
      ...intakeQueues,
      ...routes.flatMap(queuesOfRoute),
      ...laneQueues(routes),
      quarantine(routes),
    ],
  };
}

const journal: QueueDeclaration = {
  name: journalQueue,
  arguments: { "x-queue-type": "stream", "x-max-age": journalRetention },
  bindings: [{ exchange: exchanges.messages, key: "#" }],
};

const intakeQueues: readonly QueueDeclaration[] = [
  deadLetterQueue(deadQueue(intakeRoute), intakeRoute),
  {
    name: intakeQueue,
    arguments: quorum({ ...oneConsumer, ...deadLetters(intakeRoute) }),
    bindings: [{ exchange: exchanges.intake, key: "" }],
  },
];

function queuesOfRoute(routed: RoutedType): readonly QueueDeclaration[] {
  const { route, laneGroup } = routed;
  const own = [
    deadLetterQueue(deadQueue(route), route),
    {
      name: retryQueue(route),
      arguments: quorum(deadLetters(route)),
      bindings: [{ exchange: exchanges.retry, key: route }],
    },
  ];
  if (laneGroup !== undefined) return own;
  const bindings = typesOf(routed).map((key) => ({ exchange: exchanges.messages, key }));
  return [...own, { name: workQueue(route), arguments: quorum(deadLetters(route)), bindings }];
}

/** One queue a group: what its operations are to do arrives in one order. */
function laneQueues(routes: readonly RoutedType[]): readonly QueueDeclaration[] {
  const laned = routes.flatMap((routed) => {
    const { laneGroup } = routed;
    return laneGroup === undefined ? [] : typesOf(routed).map((type) => ({ laneGroup, type }));
  });
  return [...Map.groupBy(laned, ({ laneGroup }) => laneGroup)].flatMap(([group, operations]) => {
    const types = [...new Set(operations.map(({ type }) => type))];
    return [
      deadLetterQueue(laneDeadQueue(group), laneDeadKey(group)),
      {
        name: laneQueue(group),
        arguments: quorum({ ...oneConsumer, ...deadLetters(laneDeadKey(group)) }),
        bindings: types.map((key) => ({ exchange: exchanges.messages, key })),
      },
    ];
  });
}

/** Bound for each route, so that a suspect whose route is gone comes back to its sender instead of waiting for nobody. */
function quarantine(routes: readonly RoutedType[]): QueueDeclaration {
  return {
    name: quarantineQueue,
    arguments: quorum({ ...oneConsumer, ...deadLetters(), "x-delivery-limit": quarantineLimit }),
    bindings: routes.map(({ route }) => ({ exchange: exchanges.quarantine, key: route })),
  };
}

function deadLetterQueue(name: string, key: string): QueueDeclaration {
  return { name, arguments: quorum(), bindings: [{ exchange: exchanges.dead, key }] };
}

function quorum(more: Readonly<Record<string, unknown>> = {}): QueueDeclaration["arguments"] {
  return {
    "x-queue-type": "quorum",
    // Always explicit: the default differs between broker versions, and with it order and loss.
    "x-delivery-limit": deliveryLimit,
    "x-overflow": "reject-publish",
    ...more,
  };
}

/**
 * At-least-once dead-lettering; the default would lose messages when the broker dies in between. Without a key a dead
 * letter keeps its own.
 */
function deadLetters(key?: string): QueueDeclaration["arguments"] {
  return {
    "x-dead-letter-exchange": exchanges.dead,
    "x-dead-letter-strategy": "at-least-once",
    ...(key !== undefined && { "x-dead-letter-routing-key": key }),
  };
}
