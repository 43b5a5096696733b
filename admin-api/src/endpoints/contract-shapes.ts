import { z } from "@hono/zod-openapi";

const contractFields = {
  type: z.string(),
  kind: z.string(),
  summary: z.string(),
  entityKey: z.string(),
  semantics: z.string(),
  owner: z.string(),
  routes: z.array(z.string()).readonly(),
  lastDay: z
    .object({
      messages: z.int().openapi({ description: "Accepted." }),
      invalid: z.int().openapi({
        description:
          "Not valid, and kept as failures of the way in, as what comes by AMQP or by a webhook is. Who publishes by HTTP is told at once, and not counted.",
      }),
      about: z.boolean().openapi({ description: "Whether it is worked out from a sample." }),
      sources: z
        .array(z.object({ source: z.string(), messages: z.int() }))
        .readonly()
        .openapi({ description: "Who sent the most of them: ten." }),
    })
    .openapi({ description: "Messages of the last 24 hours." }),
  indexed: z
    .array(z.string())
    .readonly()
    .openapi({ description: "Paths of its data by which failures are found, as `payload.<path>:<value>`." }),
  versions: z
    .array(z.string())
    .readonly()
    .openapi({ description: "The types of all its versions, oldest first." }),
  upcasts: z
    .object({ from: z.string(), impossible: z.string().nullable() })
    .nullable()
    .openapi({ description: "The older version that is upcast to this one, or why it cannot be." }),
  deprecated: z
    .string()
    .nullable()
    .openapi({ description: "Why nobody should begin to use it, or until when it is taken." }),
};
/** A contract of the catalogue. */
export const Contract = z.object(contractFields).openapi("Contract");
/** A contract with its schema. */
export const ContractDetail = z
  .object({
    ...contractFields,
    schema: z.record(z.string(), z.unknown()),
    examples: z.array(z.unknown()).readonly(),
  })
  .openapi("ContractDetail");

/** What changed from one version to another. */
export const ContractDiff = z
  .object({
    from: z.string(),
    to: z.string(),
    verdict: z.enum(["compatible", "breaking"]).openapi({
      description: "breaking: something that was valid in `from` is refused by `to`, or a promise is gone.",
    }),
    changes: z
      .array(
        z.object({
          effect: z.enum(["breaking", "compatible"]),
          pointer: z.string().openapi({ description: "Where in the data; `*` is every item." }),
          reason: z.string(),
        }),
      )
      .readonly(),
  })
  .openapi("ContractDiff");
