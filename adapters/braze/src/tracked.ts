import {
  applied,
  inDoubt,
  rejected,
  type Outcome,
  type Rejected,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { readAnswer } from "./answer.ts";
import { ObjectError, type BrazeAnswer } from "./vendor.ts";

/** What `/users/track` said of one object; undefined where its answer does not speak of it. */
export type Verdict = "accepted" | Rejected | undefined;

type Sent = { readonly array: "events" | "attributes"; readonly count: number };

/**
 * Reads the answer of `/users/track` to `count` objects in one array. Braze names the objects it refused, and how many it
 * took on; what no error names was taken on, unless an error names nothing, or the numbers do not add up: then nobody
 * knows which.
 */
export function readTracked(response: VendorResponse, sent: Sent): Outcome | readonly Verdict[] {
  const reading = readAnswer(response);
  if (reading.kind !== "accepted") return reading;
  const refused = refusedObjects(reading.answer, sent);
  const others = othersTaken(reading.answer, refused, sent) ? "accepted" : undefined;
  return Array.from({ length: sent.count }, (_, index) => refused.byIndex.get(index) ?? others);
}

/** The outcome of a request that set the attributes of one guest. */
export function readAttributes(response: VendorResponse): Outcome {
  const tracked = readTracked(response, { array: "attributes", count: 1 });
  if ("kind" in tracked) return tracked;
  const [verdict] = tracked;
  if (verdict === "accepted") return applied();
  return verdict ?? inDoubt("unmentioned", "Braze's answer does not say what became of the profile.");
}

type RefusedObjects = {
  readonly byIndex: ReadonlyMap<number, Rejected>;
  /** Errors that name no object of ours. */
  readonly stray: number;
};

function refusedObjects({ errors }: BrazeAnswer, { array, count }: Sent): RefusedObjects {
  const byIndex = new Map<number, Rejected>();
  let stray = 0;
  for (const error of errors ?? []) {
    const named = ObjectError.safeParse(error);
    const ours = named.success && named.data.input_array === array && named.data.index < count;
    if (ours) byIndex.set(named.data.index, rejected("object_refused", named.data.type));
    else stray += 1;
  }
  return { byIndex, stray };
}

function othersTaken(answer: BrazeAnswer, { byIndex, stray }: RefusedObjects, sent: Sent): boolean {
  const processed = sent.array === "events" ? answer.events_processed : answer.attributes_processed;
  if (typeof processed !== "number") return stray === 0;
  return processed === sent.count - byIndex.size;
}
