import { once } from "node:events";
import type { Socket } from "node:net";
import { setImmediate, setTimeout as delay } from "node:timers/promises";
import type { Passage } from "./trap.ts";

/** What the bytes of one direction suffer, on all connections. */
export type Weather = {
  /** Nothing passes before it is settled. */
  open: Promise<void>;
  delayMs: number;
  /** Pieces of so many bytes, each in a segment of its own. */
  sliceBytes: number;
  isSwallowing: boolean;
  /** So many more bytes pass; the connection that would exceed them is cut. */
  bytesLeft: number;
  /** Told when that happened. */
  exceeded: () => void;
};

/** Fair weather. */
export const fair = (): Weather => ({
  open: Promise.resolve(),
  delayMs: 0,
  sliceBytes: Infinity,
  isSwallowing: false,
  bytesLeft: Infinity,
  exceeded: () => undefined,
});

type Way = {
  readonly from: Socket;
  readonly to: Socket;
  readonly weather: Weather;
  readonly inspect: (chunk: Buffer) => Passage;
  readonly cut: () => void;
};

/** Carries one direction of a connection until its end, which is passed on as an end: the other direction may go on. */
export async function carry({ from, to, weather, inspect, cut }: Way): Promise<void> {
  let arriving = Promise.resolve();
  // Iterating must not destroy the socket at its end: the other direction writes to it.
  const chunks: AsyncIterable<Buffer> = from.iterator({ destroyOnReturn: false });
  for await (const chunk of chunks) {
    await weather.open;
    const { pass, isCut } = withinBudget(inspect(chunk), weather);
    if (!weather.isSwallowing) {
      const due = weather.delayMs === 0 ? undefined : delay(weather.delayMs);
      arriving = arriving.then(() => due).then(() => write(to, pass, weather));
      // Without a delay the reader feels the writer's back-pressure.
      if (!due) await arriving;
    }
    if (isCut) {
      await arriving;
      return cut();
    }
  }
  await arriving;
  await weather.open;
  to.end();
}

function withinBudget({ pass, isCut }: Passage, weather: Weather): Passage {
  if (pass.length < weather.bytesLeft) {
    weather.bytesLeft -= pass.length;
    return { pass, isCut };
  }
  const within = pass.subarray(0, weather.bytesLeft);
  weather.bytesLeft = Infinity;
  weather.exceeded();
  return { pass: within, isCut: true };
}

async function write(to: Socket, bytes: Buffer, { sliceBytes }: Weather): Promise<void> {
  for (let at = 0; at < bytes.length; at += sliceBytes) {
    if (to.destroyed) return;
    const isRoom = to.write(bytes.subarray(at, at + sliceBytes));
    if (!isRoom) await Promise.race([once(to, "drain"), once(to, "close")]);
    else if (sliceBytes !== Infinity) await setImmediate();
  }
}
