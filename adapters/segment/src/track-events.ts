import { tellingRefusal, type BatchOperation } from "@spindlebus/bus/adapter";
import { engagementEventTrack, type DataOf } from "@spindlebus/contracts";
import { batchRequest, readBatch } from "./batch.ts";
import { contextWith, idsOf, messageIdOf, type Call } from "./call.ts";
import { trackRefused } from "./refused.ts";
import { repeatsNoticed } from "./repeats.ts";
import type { SegmentSettings } from "./settings.ts";
import { maxBatch } from "./vendor.ts";

type Tracked = DataOf<typeof engagementEventTrack>;

/** What guests did, many in one request (`POST /v1/batch`). */
export const trackEvents: BatchOperation<Tracked, SegmentSettings> = {
  on: engagementEventTrack,
  summary: "Tells Segment what guests did, many events in one request.",
  ...repeatsNoticed,
  batch: { max: maxBatch, within: "1s" },
  request: (items, { settings }) => batchRequest(items, settings, callOf),
  interpret: (response, items, { settings }) =>
    readBatch(response, items, settings, callOf).map((outcome, index) => {
      const item = items[index];
      return item === undefined ? outcome : tellingRefusal(outcome, trackRefused(item, response));
    }),
};

function callOf(tracked: Tracked, { namespace }: SegmentSettings): Call {
  const { event, profile, client } = tracked;
  const common = {
    messageId: messageIdOf(namespace, event.eventId),
    timestamp: event.occurredAt,
    ...idsOf(profile),
    // An alias joins two ids, and its spec knows no third.
    ...(event.kind === "alias" && { anonymousId: undefined }),
    context: contextWith({
      ip: client?.ipAddress,
      userAgent: client?.userAgent,
      locale: client?.locale,
      timezone: client?.timezone,
    }),
  };
  return { ...common, ...saidBy(event) };
}

/** Each kind of call has a place of its own for what is said (segment.com/docs/connections/spec). */
function saidBy({ kind = "track", name, properties = {} }: Tracked["event"]) {
  switch (kind) {
    case "track":
      return { type: kind, event: name, properties };
    case "page":
    case "screen":
      return { type: kind, name, properties };
    case "identify":
      return { type: kind, traits: properties };
    case "group": {
      const { groupId = name, ...traits } = properties;
      return { type: kind, groupId, traits };
    }
    case "alias":
      return { type: kind, previousId: properties["previousId"] };
    default:
      return kind satisfies never;
  }
}
