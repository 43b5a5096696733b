import { z } from "zod";

/** A way of ordering. */
export const Channel = z
  .enum(["in_store", "web", "app", "kiosk", "drive_thru", "call", "third_party", "other"])
  .meta({ id: "Channel", description: "A way of ordering; third_party: a marketplace." });
