import { z } from "@hono/zod-openapi";

/** Which of a failure's data: as they were published, or as they were edited. */
export const whichData = {
  of: z.enum(["original", "next"]).default("original").openapi({
    description: "`next`: what its next replay sends, where it was edited.",
  }),
};

/** A message's data as everybody may see them who may read. */
export const ShownData = z
  .object({
    type: z.string(),
    contentType: z.string(),
    known: z.boolean().openapi({ description: "Whether there is a contract that says what is personal." }),
    data: z.unknown().openapi({ description: "Numbers digit for digit; null where the bytes are no JSON." }),
    text: z.string().nullable().openapi({ description: "What can be shown of bytes that are no JSON." }),
    masked: z
      .array(
        z.object({
          pointer: z.string().openapi({ description: "JSON Pointer; `*` stands for every item." }),
          because: z.enum(["personal", "sensitive", "unknown", "address"]),
        }),
      )
      .readonly()
      .openapi({
        description:
          "What is hidden. `unknown`: the contract does not know it, and its name does not vouch for it; `address`: it reads as an e-mail address.",
      }),
    attributes: z.record(z.string(), z.string()).openapi({
      description:
        "What came beside the data, as CloudEvents names it; hidden where its name does not vouch for it.",
    }),
    faults: z
      .array(
        z.object({
          pointer: z.string().openapi({ description: "JSON Pointer into the data." }),
          detail: z.string(),
        }),
      )
      .readonly()
      .openapi({ description: "What its contract says against the data; none where there is no contract." }),
  })
  .openapi("ShownData");
