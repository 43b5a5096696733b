import type { TranslateContext, Translation } from "@spindlebus/bus/adapter";
import { assetMessages } from "./asset-messages.ts";
import { changedAtOf } from "./canonical.ts";
import { entryMessages } from "./entry-messages.ts";
import { menuMessages } from "./menu-messages.ts";
import type { ContentfulSettings } from "./settings.ts";
import type { Entity } from "./vendor.ts";

/** What a webhook is about: `ContentManagement.Entry.publish`. */
export type Topic = { readonly name: string; readonly type: string; readonly action: string };

/** An event of Contentful with what is the same for every message that it becomes. */
export type ContentfulEvent = {
  readonly topic: Topic;
  readonly entity: Entity;
  readonly settings: ContentfulSettings;
  /** What every translation of this event says besides contract and data. */
  readonly known: Pick<Translation, "eventId" | "time" | "subject" | "vendoreventtype" | "entityversion">;
};

/** From a webhook of Contentful to canonical messages; the topic, a header, says what the body is. */
export function translate(
  entity: Entity,
  { settings, headers }: TranslateContext<ContentfulSettings>,
): readonly Translation[] {
  const topic = readTopic(headers["x-contentful-topic"] ?? "");
  const event = { topic, entity, settings, known: knownOf(topic, entity) };
  if (topic.type === "Entry") return [...entryMessages(event), ...menuMessages(event)];
  return topic.type === "Asset" ? assetMessages(event) : [];
}

function readTopic(name: string): Topic {
  const [, type = "", action = ""] = /^ContentManagement\.(\w+)\.(\w+)$/.exec(name) ?? [];
  return { name, type, action };
}

/**
 * Contentful's events have no id, and its idempotency header need not be there: entity, version and time are the same in
 * every delivery of one event, and in no other.
 */
function knownOf(topic: Topic, { sys }: Entity): ContentfulEvent["known"] {
  const time = changedAtOf(sys, topic.action);
  const place = `${sys.environment?.sys.id ?? ""}/${sys.id}`;
  const state = `${sys.version ?? ""}.${sys.revision ?? ""}.${sys.publishedCounter ?? ""}`;
  return {
    eventId: `${topic.type}.${topic.action}:${place}:${state}:${time}`,
    ...(time !== "" && { time }),
    subject: `${topic.type.toLowerCase()}/${sys.id}`,
    vendoreventtype: topic.name,
    entityversion: time,
  };
}
