import type { Field } from "../run/field.ts";

/** Milliseconds that pass. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Entities live for about so many seconds: a step every 600 ms, and every producer tries until it is accepted. */
const steps = (seconds: number) => Math.ceil(seconds / 0.6);

/** Publishes over both ways in while faults happen; resolves when all is accepted and all faults are over. */
export async function underLoad(
  { producers }: Field,
  faults: () => Promise<unknown>,
  { entities = 10, seconds = 7 }: { readonly entities?: number; readonly seconds?: number } = {},
): Promise<void> {
  const published = Promise.all([
    producers.publish({ entities, steps: steps(seconds) }),
    producers.publish({ entities: 2, steps: steps(seconds), over: "amqp" }),
  ]);
  await pause(1_000);
  await faults();
  await published;
}

/** The pace that `underLoad` counts on. */
export const paced = { pauseMs: 600 };
