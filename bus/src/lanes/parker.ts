import type { Logger } from "pino";
import { laneOf } from "../delivery/lane-key.ts";
import type { Line } from "../delivery/line.ts";
import type { Deferral } from "../delivery/ledger.ts";
import { untilDeliveryMs } from "../delivery/schedule.ts";
import type { Token } from "../delivery/token.ts";
import { withBody } from "../delivery/with-body.ts";
import { persist } from "../persist.ts";
import { sleep } from "../sleep.ts";
import { Unstorable } from "../unstorable.ts";
import type { Drainer } from "./drainer.ts";
import type { LaneGroup } from "./lane-group.ts";
import type { Arrival, LaneStore, Parking } from "./lane-store.ts";

/** A token in a group's queue, and how to let go of it, or to hand it to those that nobody can take. */
export type Parkable = { readonly token: Token; readonly ack: () => void; readonly deadLetter: () => void };

/** Commits places in the order in which a group's queue gives its messages, and acks each after its commit. */
export type Parker = {
  /** Takes the next message of the queue; everything that came before it gets its place first. */
  park(message: Parkable): void;
};

type ParkerOptions = {
  readonly group: LaneGroup;
  /** Of the group's routes. */
  readonly lines: readonly Pick<Line, "route" | "defer" | "ports">[];
  readonly lanes: Pick<LaneStore, "park">;
  readonly log: Logger;
  /** The end of the channel that delivers, or of the worker. A parker is of one channel; the next begins with what was not acked. */
  readonly ended: AbortSignal;
  /** Told of every spell of work, and of an error that the parker cannot go on after. */
  readonly onWork: (work: Promise<void>) => void;
  readonly drainer: Pick<Drainer, "room" | "send" | "poke">;
  readonly onFailed: (error: Error) => void;
};

const batchSize = 200;
const lookAgainMs = 250;
const tellAgainMs = 60_000;

export function openParker({ onWork, onFailed, ...options }: ParkerOptions): Parker {
  const { group, drainer, log, ended } = options;
  const queue: Parkable[] = [];
  let working = false;
  let failed = false;
  /** Fewer than a batch while a lane is full: what is before it may still fit. */
  let atMost = batchSize;
  let toldAtMs = Number.NEGATIVE_INFINITY;

  const stand = async (full: Parking & { kind: "full" }) => {
    if (Date.now() - toldAtMs > tellAgainMs) {
      toldAtMs = Date.now();
      // Without its key, which may be a person's.
      log.warn({ laneGroup: group.name, depth: full.depth, cap: group.cap }, fullText);
    }
    await sleep(lookAgainMs, ended);
  };

  /** The database refuses something of the batch for what is in it: it goes apart, so that the others get their places. */
  const setApart = ([first, ...others]: readonly Parkable[], { message: reason }: Unstorable) => {
    atMost = Math.ceil((others.length + 1) / 2);
    if (!first || others.length > 0) return;
    queue.shift();
    first.deadLetter();
    log.error({ laneGroup: group.name, messageId: first.token.envelope.id, reason }, "cannot be parked");
  };

  const parkNext = async () => {
    const batch = queue.slice(0, atMost);
    const parking = await persist("parking", () => parkBatch(batch, options, ended), {
      log,
      signal: ended,
    }).catch(refusal);
    if (parking instanceof Unstorable) return setApart(batch, parking);
    if (parking.kind === "full") {
      if (batch.length === 1) await stand(parking);
      atMost = Math.ceil(batch.length / 2);
      return;
    }
    queue.splice(0, batch.length);
    for (const { ack } of batch) ack();
    atMost = Math.min(atMost * 2, batchSize);
    // Most lanes are new: their heads are here, and need not be read again. Of others the drainer knows, or finds them now.
    await drainer.send(parking.heads);
    if (parking.heads.length === 0) drainer.poke();
  };

  const work = async () => {
    try {
      while (queue.length > 0 && !ended.aborted) await parkNext();
    } catch (error) {
      // What was not parked must not be overtaken by what comes after it: this channel is over for the parker.
      failed = true;
      if (!ended.aborted) onFailed(error instanceof Error ? error : new Error(String(error)));
    } finally {
      working = false;
    }
  };

  return {
    park(message) {
      if (failed) return;
      queue.push(message);
      if (working) return;
      working = true;
      // What arrived in the same turn of the event loop belongs together.
      onWork(new Promise((resolve) => setImmediate(() => resolve(work()))));
    },
  };
}

function refusal(error: unknown): Unstorable {
  if (error instanceof Unstorable) return error;
  throw error;
}

const fullText =
  "a lane is full, and its whole group takes nothing in: mend or skip its head (GET /api/v1/lanes), or raise the cap";

/** One commit for the places; before it what is not to be sent yet is put off, and gets its place when its time comes. */
async function parkBatch(
  batch: readonly Parkable[],
  { group, lines, lanes, drainer }: Pick<ParkerOptions, "group" | "lines" | "lanes" | "drainer">,
  ended: AbortSignal,
): Promise<Parking> {
  const arriving: (() => Promise<Arrival>)[] = [];
  const deferring: Promise<void>[] = [];
  for (const { token } of batch) {
    for (const line of lines.filter((each) => token.routes.includes(each.route.name))) {
      const { defer, ports } = line;
      const forMs = untilDeliveryMs(token.envelope, ports.clock);
      if (forMs > 0) deferring.push(defer(deferral(token, forMs)));
      else arriving.push(arrivalOf(token, line, ended));
    }
  }
  await Promise.all(deferring);
  const arrivals: Arrival[] = [];
  for (const arrive of arriving) arrivals.push(await arrive());
  const takeNew = drainer.room() >= arrivals.length;
  if (arrivals.length === 0) return { kind: "parked", heads: [] };
  return lanes.park(group.name, arrivals, { cap: group.cap, takeNew });
}

/**
 * A token with the key of its lane. What is too long to travel is read for it when it is asked for, one message at a time, and
 * then let go of; what is sealed begins to be opened at once, so that look-ups of keys share a statement.
 */
function arrivalOf(
  token: Token,
  line: Pick<Line, "route" | "ports">,
  ended: AbortSignal,
): () => Promise<Arrival> {
  const { name } = line.route;
  const arrive = async (): Promise<Arrival> => ({
    token,
    route: name,
    key: await withBody(token, line, ended, (opened) => Promise.resolve(laneOf(opened, line.route))),
  });
  if (token.stored) return arrive;
  const arriving = arrive();
  // Whoever waits for it is told; until then it is nobody's.
  arriving.catch(() => undefined);
  return () => arriving;
}

const deferral = (token: Token, forMs: number): Deferral => ({ token, forMs, reason: "deliverafter" });
