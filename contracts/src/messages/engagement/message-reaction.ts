import { z } from "zod";
import { Client } from "../../values/client.ts";
import { messageEvent } from "./message.ts";

/** What every event about something that a guest did with a message says. */
export const reactionEvent = {
  ...messageEvent,
  client: Client.optional().meta({ description: "By which device and from where the guest did it." }),
  machine: z.boolean().optional().meta({
    description: "Whether a machine did it for the guest: a mail privacy proxy, a scanner of links.",
  }),
};

/** By what a guest reacted, in the full examples. */
export const exampleReaction = {
  client: { ipAddress: "203.0.113.7", userAgent: "Mozilla/5.0", device: "Mobile" },
  machine: false,
};
