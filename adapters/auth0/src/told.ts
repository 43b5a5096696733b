import type { MessageFacts } from "@spindlebus/bus/adapter";
import type { Ext } from "@spindlebus/contracts";
import { instant } from "./canonical.ts";
import type { Auth0Event } from "./vendor.ts";

type Told = Exclude<Auth0Event, { readonly type: "other" }>;

/** What goes into the envelope of every message of an event. */
export type EventFacts = MessageFacts & { readonly eventId: string; readonly time: string };

/** Small unmapped fields of Auth0. */
export type Auth0Ext = Ext[string];

/** Auth0's id, time and name of an event; a stream's own test events are marked. */
export const factsOf = ({ id, time, type, a0purpose }: Told): EventFacts => ({
  eventId: id,
  time: instant(time),
  vendoreventtype: type,
  ...(a0purpose === "test" && { testmode: true }),
});

/** What no field covers: the stream, the context, and `more`. */
export const extOf = ({ a0stream, data: { context } }: Told, more: Auth0Ext = {}) => ({
  auth0: { ...(a0stream && { a0stream }), ...(context && { context }), ...more },
});
