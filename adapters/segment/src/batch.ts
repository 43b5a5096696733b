import {
  post,
  rejected,
  type BatchItem,
  type Outcome,
  type VendorRequest,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { readAnswer } from "./answer.ts";
import type { Call } from "./call.ts";
import { maxEventBytes, paths } from "./vendor.ts";

/** How a message becomes a call. */
type CallOf<Data, Settings> = (data: Data, settings: Settings) => Call;

const fits = (call: Call): boolean => Buffer.byteLength(JSON.stringify(call)) <= maxEventBytes;

/** One request for many calls. What is too large for Segment stays out: it would be dropped, or drop its neighbours. */
export function batchRequest<Data, Settings>(
  items: readonly BatchItem<Data>[],
  settings: Settings,
  callOf: CallOf<Data, Settings>,
): VendorRequest {
  const calls = items.map(({ data }) => callOf(data, settings));
  return post(paths.batch, { batch: calls.filter(fits) });
}

/** The answer is about all that went; what stayed out is refused in Segment's stead. */
export function readBatch<Data, Settings>(
  response: VendorResponse,
  items: readonly BatchItem<Data>[],
  settings: Settings,
  callOf: CallOf<Data, Settings>,
): readonly Outcome[] {
  const outcome = readAnswer(response);
  const tooLarge = rejected(
    "too_large",
    `The event is larger than the ${maxEventBytes} bytes that Segment takes.`,
  );
  return items.map(({ data }) => (fits(callOf(data, settings)) ? outcome : tooLarge));
}
