import { createRoute, z } from "@hono/zod-openapi";
import { keyWords } from "@spindlebus/bus/engine";
import { fieldClasses, type Contract } from "@spindlebus/contracts";
import { json, problems, reading } from "../answers.ts";
import type { AdminPorts } from "../ports.ts";
import { newRouter } from "../router.ts";
import { attributesAlwaysShown } from "../shown-attributes.ts";

const Words = z.array(z.string()).readonly();

const Redaction = z
  .object({
    contracts: z
      .array(
        z.object({
          type: z.string(),
          subject: z
            .string()
            .nullable()
            .openapi({ description: "Where the id of the person stands under whose key it is sealed." }),
          hidden: z
            .array(
              z.object({
                pointer: z.string().openapi({ description: "Where in the data; `*` is every item." }),
                class: z.enum(["personal", "sensitive"]),
              }),
            )
            .readonly(),
        }),
      )
      .readonly()
      .openapi({ description: "What of each contract is hidden without the right read-payload." }),
    keys: z
      .object({
        shown: Words.openapi({ description: "Whole keys, or what follows a `_`; also in the plural." }),
        shownEnds: Words.openapi({ description: "Ends of keys." }),
        hidden: Words.openapi({
          description: "A key that holds one of these shows nothing, whatever its end.",
        }),
      })
      .openapi({
        description:
          "Of what no contract knows, and of what went to vendors and came back: values under other keys are hidden. Names of headers are keys, with `_` for `-`.",
      }),
    attributes: Words.openapi({
      description: "Attributes of messages that are always shown; the others by the rule for keys.",
    }),
  })
  .openapi("Redaction");

const route = createRoute({
  ...reading("contracts", "read"),
  method: "get",
  path: "/redaction",
  summary: "What is hidden where messages, requests and answers are shown: of each contract, and everywhere",
  responses: { 200: json(Redaction, "The rules"), ...problems },
});

/** The rules by which values are hidden. They are the contracts' and the product's own; nobody sets them here. */
export function redactionEndpoints({ plan: { registry } }: AdminPorts) {
  return newRouter().openapi(route, (c) =>
    c.json(
      {
        contracts: registry.all().map((contract) => ({
          type: contract.type,
          subject: contract.subject ?? null,
          hidden: hiddenOf(contract),
        })),
        keys: { shown: keyWords.telling, shownEnds: keyWords.tellingEnds, hidden: keyWords.personal },
        attributes: attributesAlwaysShown,
      },
      200,
    ),
  );
}

/** What operators may not edit is not hidden. */
const hiddenOf = (contract: Contract) =>
  fieldClasses(contract).flatMap(({ pointer, class: of }) =>
    of === "locked" ? [] : [{ pointer, class: of }],
  );
