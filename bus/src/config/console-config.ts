import { z } from "zod";

/** Colours that the console has for an environment, in light and dark. */
export const environmentColours = ["grey", "blue", "green", "yellow", "orange", "red", "purple"] as const;

/** The shape of `admin.environment` in a configuration. */
export const Environment = z.strictObject({
  /** What the console calls this installation, e.g. "production" or "staging". */
  name: z.string().min(1).max(40),
  /** Of its badge; red in production and grey elsewhere if absent. */
  colour: z.enum(environmentColours).exactOptional(),
  /** Whether acts on many need a typed confirmation. */
  production: z.boolean().exactOptional(),
  /** Whether operators may send test messages; where absent they may, but not in production. */
  testMessages: z.boolean().exactOptional(),
});

const Template = z.string().min(1).max(500);

/** The shape of `admin.links` in a configuration: templates of pages elsewhere. */
export const Links = z.strictObject({
  /** Of a trace, with `{traceId}`. */
  trace: Template.exactOptional(),
  /** Of a message at its source, with `{source}` and `{sourceId}`. */
  source: Template.exactOptional(),
});

/** What an installation is called, and whether acts on many need a typed confirmation there. */
export type AdminEnvironment = Readonly<Required<z.output<typeof Environment>>>;
export type AdminLinks = Readonly<z.output<typeof Links>>;

/** An environment with its defaults. */
export function environmentOf({
  name,
  production = false,
  colour = production ? "red" : "grey",
  testMessages = !production,
}: z.input<typeof Environment>): AdminEnvironment {
  return { name, production, colour, testMessages };
}

const placeholders = { trace: ["traceId"], source: ["source", "sourceId"] } as const;

/** What is wrong with the links. What messages say goes into a page's path or query, and never decides whose page it is. */
export function linkFaults(links: AdminLinks): readonly string[] {
  return (["trace", "source"] as const).flatMap((kind) => {
    const template = links[kind];
    const fault = template === undefined ? undefined : faultOf(template, placeholders[kind]);
    return fault === undefined ? [] : [`admin.links.${kind}: ${fault}`];
  });
}

function faultOf(template: string, known: readonly string[]): string | undefined {
  if (!/^https?:\/\/[^/?#{}@\s]+[/?#]/.test(template) || !URL.canParse(template))
    return "must begin with https:// or http://, a host and a slash, before any {placeholder}.";
  const used = [...template.matchAll(/\{([^}]*)\}/g)].map(([, name = ""]) => name);
  const words = known.map((name) => `{${name}}`).join(" and ");
  const unknown = used.find((name) => !known.includes(name));
  if (unknown !== undefined) return `{${unknown}} is no placeholder; there is ${words}.`;
  return used.length === 0
    ? `has no placeholder, so all would lead to one page; there is ${words}.`
    : undefined;
}
