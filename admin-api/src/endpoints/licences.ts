import { createRoute, z } from "@hono/zod-openapi";
import { json, problems, reading } from "../answers.ts";
import type { AdminPorts } from "../ports.ts";
import { newRouter } from "../router.ts";
import { listOf } from "./shapes.ts";

const Licence = z
  .object({
    name: z.string(),
    version: z.string(),
    licence: z.string().nullable().openapi({
      description: "As its package says it, mostly an SPDX expression; null where it says none.",
    }),
    part: z.enum(["server", "console"]).openapi({ description: "Which part of Spindle it is shipped with." }),
  })
  .openapi("Licence");

const route = createRoute({
  ...reading("installation", "read"),
  method: "get",
  path: "/licences",
  summary:
    "The packages of others that are installed for production or built into the console, with their licences",
  responses: { 200: json(listOf(Licence), "All packages"), ...problems },
});

/** Whose work Spindle is shipped with. */
export const licenceEndpoints = ({ installed }: AdminPorts) =>
  newRouter().openapi(route, async (c) => c.json({ data: await installed.licences() }, 200));
