import { translation, type Translation } from "@spindlebus/bus/adapter";
import { engagementEventTracked, Locale, TimeZone } from "@spindlebus/contracts";
import { extOf, instantOf, type JsonValue } from "./canonical.ts";
import type { SegmentEvent } from "./vendor.ts";

type Properties = Record<string, JsonValue>;

/** A call of Segment as `engagement.event.tracked`; nothing where it names nobody. */
export function tracked(call: SegmentEvent): readonly Translation[] {
  const externalId = call.userId || call.anonymousId;
  const occurredAt = instantOf(call.timestamp ?? call.originalTimestamp);
  if (!externalId || occurredAt === undefined) return [];
  const { client, rest } = clientOf(call.context ?? {});
  const name = nameOf(call);
  const properties = propertiesOf(call);
  const data = {
    event: {
      eventId: call.messageId,
      name: name.slice(0, 100),
      kind: call.type,
      occurredAt,
      ...(Object.keys(properties).length > 0 && { properties }),
    },
    profile: { externalId, ...(call.anonymousId && { anonymousId: call.anonymousId }) },
    ...(Object.keys(client).length > 0 && { client }),
    ...extOf("segment", {
      context: Object.keys(rest).length > 0 ? rest : undefined,
      originalTimestamp: call.originalTimestamp,
      name: name.length > 100 ? name : undefined,
    }),
  };
  const known = { eventId: call.messageId, vendoreventtype: call.type, time: occurredAt };
  return [translation(engagementEventTracked, { ...known, data })];
}

/** Of a page or a screen its own name; of a call that has none its kind. */
const nameOf = ({ type, event, name, groupId }: SegmentEvent): string =>
  (type === "track" ? event : type === "group" ? groupId : name) || type;

/** Each kind of call has a place of its own for what it says. */
function propertiesOf(call: SegmentEvent): Properties {
  const said = call.type === "identify" || call.type === "group" ? call.traits : call.properties;
  const { category, groupId, previousId } = call;
  const beside = Object.entries({ category, groupId, previousId }).filter(([, value]) => value);
  const named = Object.entries(said ?? {}).filter(([key]) => key !== "" && key.length <= 255);
  return Object.fromEntries<JsonValue>([
    ...named,
    ...beside.map(([key, value]) => [key, value ?? ""] as const),
  ]);
}

/** What the context says of the device; what does not fit there stays with the rest. */
function clientOf(context: Properties) {
  const client: Record<string, string> = {};
  const rest: Properties = {};
  const fitting = {
    ip: ["ipAddress", (text: string) => text.length <= 45],
    userAgent: ["userAgent", (text: string) => text.length <= 1_000],
    locale: ["locale", (text: string) => Locale.safeParse(text).success],
    timezone: ["timezone", (text: string) => TimeZone.safeParse(text).success],
  } as const;
  for (const [name, value] of Object.entries(context)) {
    const place = Object.entries(fitting).find(([key]) => key === name)?.[1];
    if (place && typeof value === "string" && place[1](value)) client[place[0]] = value;
    else rest[name] = value;
  }
  return { client, rest };
}
