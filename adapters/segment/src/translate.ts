import { type Translation } from "@spindlebus/bus/adapter";
import { fromPaytronix } from "./paytronix.ts";
import { tracked } from "./tracked.ts";
import type { SegmentSettings } from "./settings.ts";
import { library, type EventBody, type SegmentEvent } from "./vendor.ts";

type Context = { readonly settings: SegmentSettings };

/**
 * From Segment's calls to canonical messages. An event of a Paytronix source says what Paytronix means by it; every other
 * one that the settings want is `engagement.event.tracked`.
 */
export function translate(events: EventBody, { settings }: Context): readonly Translation[] {
  return events.flatMap((event) => {
    if (event === undefined || isOurOwn(event)) return [];
    const loyalty = settings.paytronixWallets && fromPaytronix(event, settings.paytronixWallets);
    if (loyalty) return [loyalty];
    return isWanted(event, settings) ? tracked(event) : [];
  });
}

/** What the bus told Segment comes back where the destination hangs on the same source: it would go round for ever. */
const isOurOwn = ({ context }: SegmentEvent): boolean => {
  const told = context?.["library"];
  return typeof told === "object" && told !== null && "name" in told && told.name === library.name;
};

function isWanted({ type, event }: SegmentEvent, { publishKinds, publishEvents }: SegmentSettings): boolean {
  if (!publishKinds.includes(type)) return false;
  return type !== "track" || publishEvents === undefined || publishEvents.includes(event ?? "");
}
