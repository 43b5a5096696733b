import { z } from "zod";

/** The absolute address of something on the web. Not `z.url()`: that strips tabs, and a contract changes nothing. */
export const WebUrl = z
  .string()
  .max(2_048)
  .regex(/^https?:\/\/[^\s/?#]+[^\s]*$/, {
    error: 'must be an absolute URL, e.g. "https://example.com/burger.jpg"',
  })
  .meta({ id: "WebUrl", description: "Absolute URL, http or https." });
