import type { Logger } from "pino";
import { deliver } from "../delivery/deliver.ts";
import type { Line } from "../delivery/line.ts";
import { laneOf } from "../delivery/lane-key.ts";
import { openDrainer, type Drainer } from "../lanes/drainer.ts";
import { laneGroupsOf, type LaneGroup } from "../lanes/lane-group.ts";
import type { Head, LaneStore } from "../lanes/lane-store.ts";
import { openParker, type Parker } from "../lanes/parker.ts";
import { persist } from "../persist.ts";
import { consume, type Delivered } from "../rabbitmq/consumer.ts";
import { laneQueue } from "../rabbitmq/names.ts";
import type { Generation } from "../rabbitmq/generation.ts";
import type { InFlight } from "./in-flight.ts";
import type { InHand } from "./in-hand.ts";
import { prefetchOf } from "./prefetch.ts";
import { tokenOf } from "./token-of.ts";

type LanesOptions = {
  readonly lines: readonly Line[];
  readonly store: LaneStore;
  readonly inFlight: InFlight;
  readonly inHand: InHand;
  readonly isPaused: (route: string) => boolean;
  readonly log: Logger;
  /** Take nothing more, begin nothing more. */
  readonly closing: AbortSignal;
  /** What has begun is over too. */
  readonly closed: AbortSignal;
};

/** The strict lane groups of a worker. */
export type Lanes = {
  /** The lines, those of laned routes such that a delivery without a place goes to the end of its lane. */
  readonly lines: readonly Line[];
  /** Parks what comes by the groups' queues for as long as the generation stands. */
  consume(generation: Generation, ended: AbortSignal): Promise<void>;
};

const parkerPrefetch = 400;

/** Drains the lanes of all groups from now on, and parks what their queues bring. */
export function openLanes(options: LanesOptions): Lanes {
  const { lines, closing, inFlight, log } = options;
  const groups = laneGroupsOf(lines.map(({ route }) => route)).map((group) => openGroup(group, options));
  const byRoute = new Map(groups.flatMap(({ lines: own }) => own.map((line) => [line.route.name, line])));
  return {
    lines: lines.map((line) => byRoute.get(line.route.name) ?? line),
    async consume(generation, ended) {
      for (const { group, lines: own, drainer } of groups) {
        const parker = openParker({
          group,
          lines: own,
          lanes: options.store,
          log,
          ended,
          onWork: (work) => inFlight.add(work),
          drainer,
          onFailed: (error) => generation.fail(error),
        });
        const onMessage = (message: Delivered) => {
          if (!closing.aborted) take(message, group, parker, log);
        };
        await consume(generation, { queue: laneQueue(group.name), prefetch: parkerPrefetch, onMessage });
      }
    },
  };
}

function take(message: Delivered, { name }: LaneGroup, parker: Parker, log: Logger): void {
  const token = tokenOf(message);
  if (token) return parker.park({ token, ack: () => message.ack(), deadLetter: () => message.deadLetter() });
  log.error(
    { laneGroup: name, messageId: message.id },
    "not a message of the bus: handed to the dead-letter queue",
  );
  message.deadLetter();
}

type OpenGroup = { readonly group: LaneGroup; readonly lines: readonly Line[]; readonly drainer: Drainer };

function openGroup(group: LaneGroup, options: LanesOptions): OpenGroup {
  const { store, log, closing, inFlight, inHand } = options;
  const names = new Set(group.routes.map(({ name }) => name));
  const lines = options.lines
    .filter(({ route }) => names.has(route.name))
    .map((line) => reentering(line, group, options, () => drainer.poke()));
  const heads = lines.map((line) => ({ ...line, fromLane: true }));
  const drainer = openDrainer({
    group: group.name,
    lanes: store,
    atMost: Math.max(...group.routes.map(prefetchOf)),
    deliver: (head) => inHand.during(head.route, deliverHead(head, heads, closing, log)),
    log,
    closing,
    onWork: (work) => inFlight.add(work),
    isPaused: options.isPaused,
  });
  return { group, lines, drainer };
}

async function deliverHead(
  { route, token }: Head,
  lines: readonly Line[],
  closing: AbortSignal,
  log: Logger,
): Promise<void> {
  const line = lines.find((each) => each.route.name === route);
  // An operation that the configuration no longer has: its lane stands still until the route is back.
  if (!line) return log.warn({ route, messageId: token.envelope.id }, "the head of a lane has no route");
  let ending = await deliver(token, line, closing);
  // A claim that was lost is somebody else's now, or the ledger has forgotten it; then this finds the delivery in doubt.
  if (ending.kind === "hold" && ending.tried)
    ending = await deliver({ ...token, tried: true }, line, closing);
  if (ending.kind === "done" && ending.log) log.info(ending.log, "delivery");
}

/** Where the ledger refuses a claim, the delivery may be one that has no place, and gets one at the end of its lane. */
function reentering(line: Line, { name }: LaneGroup, options: LanesOptions, onParked: () => void): Line {
  const { store, log, closed } = options;
  return {
    ...line,
    async claim(token) {
      const claim = await line.claim(token);
      if (claim.kind === "claimed" || !token.retry) return claim;
      const retry = { token, route: line.route.name, key: laneOf(token, line.route) };
      await persist("parking again", () => store.reenter(name, retry), { log, signal: closed });
      onParked();
      return claim;
    },
  };
}
