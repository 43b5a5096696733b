import { z } from "zod";

/** A span of time in a configuration, as `Duration` of the author's kit is written. */
export const DurationText = z
  .string()
  .regex(/^\d+(\.\d+)?(ms|s|m|h|d)$/, 'must be a duration such as "500ms", "5s" or "24h"');
