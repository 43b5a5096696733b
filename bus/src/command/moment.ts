import { milliseconds, type Duration } from "../adapter/index.ts";
import { wrongUsage } from "./failure.ts";

/** An option that is a time, or how long ago; milliseconds since 1970. @throws CommandFailure where it is neither */
export function momentOf(option: string, text: string, nowMs: number): number {
  const agoMs = spanIn(text);
  if (agoMs !== undefined) return nowMs - agoMs;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? refuse(option, text, momentForm) : atMs;
}

/** An option that is a time, or how long from now; milliseconds since 1970. @throws CommandFailure where it is neither */
export function comingMomentOf(option: string, text: string, nowMs: number): number {
  const spanMs = spanIn(text);
  if (spanMs !== undefined) return nowMs + spanMs;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? refuse(option, text, momentForm) : atMs;
}

/** An option that is a span, in milliseconds. @throws CommandFailure where it is none */
export const spanOf = (option: string, text: string): number =>
  spanIn(text) ?? refuse(option, text, 'a span such as "10m"');

function spanIn(text: string): number | undefined {
  try {
    // Whether it is one is what `milliseconds` finds out.
    return milliseconds(text as Duration);
  } catch {
    return undefined;
  }
}

const momentForm = 'a span such as "6h", or a time such as "2026-11-26T20:00:00Z"';

function refuse(option: string, text: string, form: string): never {
  throw wrongUsage(`${option}: "${text}" is not ${form}.`);
}
