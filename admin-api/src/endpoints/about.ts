import { createRoute, z } from "@hono/zod-openapi";
import { rightsOfRoles } from "@spindlebus/bus/engine";
import { json, problems, reading, secured } from "../answers.ts";
import type { AdminPorts } from "../ports.ts";
import { newRouter } from "../router.ts";
import { Time } from "./shapes.ts";

const About = z
  .object({
    version: z.string(),
    node: z.string(),
    startedAt: Time,
    database: z
      .object({
        version: z.string(),
        migrations: z.object({ applied: z.int(), known: z.int() }),
        synchronous: z.boolean().openapi({ description: "Whether a commit waits for a second server." }),
      })
      .nullable()
      .openapi({ description: "Null while it is away." }),
    broker: z.object({ version: z.string() }).nullable().openapi({ description: "Null while it is away." }),
    roles: z.array(z.object({ name: z.string(), rights: z.array(z.string()).readonly() })).readonly(),
  })
  .openapi("About");

const Configuration = z
  .object({
    variables: z
      .array(
        z.object({
          variable: z.string(),
          value: z.string().nullable(),
          source: z.enum(["environment", "default"]),
        }),
      )
      .readonly(),
    config: z
      .record(z.string(), z.unknown())
      .openapi({ description: "What the configuration file has in force, by its own words." }),
    sealing: z.object({
      masterKey: z.string().nullable().openapi({ description: "Its id; null where nothing can be sealed." }),
      types: z.array(z.string()).readonly().openapi({
        description: "Message types with personal data: sealed, and hidden where they are shown.",
      }),
    }),
  })
  .openapi("Configuration");

const aboutRoute = createRoute({
  ...reading("installation", "read"),
  method: "get",
  path: "/about",
  summary: "Versions of Spindle and of what it runs on, and what each role may",
  responses: { 200: json(About, "The installation"), ...problems },
});

const configurationRoute = createRoute({
  ...secured("installation", "administer", { ofEverything: true }),
  method: "get",
  path: "/configuration",
  summary: "What is configured, with every default, and of every secret the variable that holds it",
  responses: { 200: json(Configuration, "The configuration"), ...problems },
});

/** What is installed, and how it is configured. */
export function aboutEndpoints({ installed, broker, plan }: AdminPorts) {
  const { version, node, startedAt, variables, config, masterKey } = installed;
  const roles = Object.entries(rightsOfRoles).map(([name, rights]) => ({ name, rights }));
  const types = plan.registry.all().flatMap(({ type, subject }) => (subject === undefined ? [] : [type]));
  return newRouter()
    .openapi(aboutRoute, async (c) => {
      const [database, brokerVersion] = await Promise.all([
        orNull(installed.database()),
        orNull(broker.version()),
      ]);
      return c.json(
        {
          version,
          node,
          startedAt,
          database,
          broker: brokerVersion === null ? null : { version: brokerVersion },
          roles,
        },
        200,
      );
    })
    .openapi(configurationRoute, (c) => c.json({ variables, config, sealing: { masterKey, types } }, 200));
}

/** What is the matter is told by the diagnostics. */
const orNull = <Answer>(asked: Promise<Answer>): Promise<Answer | null> => asked.catch(() => null);
