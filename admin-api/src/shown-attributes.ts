import { hiddenValue, isTellingKey } from "@spindlebus/bus/engine";
import type { BusExtensions, Envelope } from "@spindlebus/contracts";

/** Extensions that the bus gives their meaning: none of them is about a person. */
const ofTheBus: readonly (keyof BusExtensions)[] = [
  "correlationid",
  "causationid",
  "partitionkey",
  "entityversion",
  "traceparent",
  "hops",
  "testmode",
  "deliverafter",
  "expirytime",
];

/** What a message is called, where it came from and when: of every message. */
const named = ["id", "source", "type", "time", "dataschema"];

/** The attributes of CloudEvents that are shown whatever they hold. */
export const attributesAlwaysShown: readonly string[] = [...named, ...ofTheBus];

/** What came beside a message's data, by the names of CloudEvents; a value that its name does not vouch for is hidden. */
export function shownAttributes(envelope: Envelope): Readonly<Record<string, string>> {
  const { source, sourceId, type, subject, time, dataschema, extensions } = envelope;
  const always = { id: sourceId, source, type, time, dataschema };
  const others = [
    ...(subject === undefined ? [] : [["subject", subject] as const]),
    ...Object.entries(extensions),
  ].map(([name, value]) => [name, isShown(name) ? String(value) : hiddenValue]);
  const known = Object.entries(always).filter(([, value]) => value !== undefined);
  return Object.fromEntries([...known, ...others]) as Record<string, string>;
}

const isShown = (name: string): boolean =>
  (ofTheBus as readonly string[]).includes(name) || isTellingKey(name);
