import type { Context } from "hono";
import { z } from "zod";
import type { ContentfulSecrets, ContentfulSettings } from "../src/settings.ts";
import { contentfulError, type Answer } from "./answer.ts";
import type { WrittenBody } from "./entry-store.ts";

/** What Contentful refuses before it looks at an entry: credentials, space and environment, ids. */
export function refusedRequest(
  c: Context,
  settings: ContentfulSettings,
  secrets: ContentfulSecrets,
): Answer | undefined {
  if (c.req.header("authorization") !== `Bearer ${secrets.managementToken}`)
    return contentfulError(
      401,
      "AccessTokenInvalid",
      "The access token you sent could not be found or is invalid.",
    );
  const { space, environment, id } = c.req.param();
  if (space !== settings.spaceId || environment !== settings.environment)
    return contentfulError(404, "NotFound", "The resource could not be found.", { type: "Environment" });
  return id === undefined || /^[A-Za-z0-9._-]{1,64}$/.test(id)
    ? undefined
    : contentfulError(422, "InvalidEntry", "Validation error", {
        errors: [{ name: "regexp", path: ["sys", "id"] }],
      });
}

const Body = z.strictObject({
  fields: z.record(z.string(), z.record(z.string(), z.json())),
  metadata: z
    .looseObject({ tags: z.array(z.looseObject({ sys: z.looseObject({ id: z.string() }) })).optional() })
    .optional(),
});

type ReadBody =
  | { readonly ok: true; readonly body: WrittenBody }
  | { readonly ok: false; readonly answer: Answer };

/** The body of a PUT of an entry, or why Contentful does not take it. */
export async function readBody(c: Context, { locales }: ContentfulSettings): Promise<ReadBody> {
  const type = (c.req.header("content-type") ?? "").split(";")[0]?.trim();
  if (type !== "application/vnd.contentful.management.v1+json" && type !== "application/json")
    return refused(contentfulError(415, "UnsupportedMediaType", "The media type is not supported."));
  const read = Body.safeParse(parsed(await c.req.text()));
  if (!read.success)
    return refused(contentfulError(400, "BadRequest", "The body you sent is not valid JSON of an entry."));
  const foreign = Object.entries(read.data.fields).flatMap(([field, values]) =>
    Object.keys(values).flatMap((locale) =>
      locale === "und" || (locales && !locales.includes(locale)) ? [["fields", field, locale]] : [],
    ),
  );
  if (foreign.length > 0) {
    const errors = foreign.map((path) => ({ name: "unknownLocale", path }));
    return refused(contentfulError(422, "ValidationFailed", "Validation error", { errors }));
  }
  return { ok: true, body: read.data as WrittenBody };
}

const refused = (answer: Answer): ReadBody => ({ ok: false, answer });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the schema refuses it with Contentful's own words
  }
}
