import type { httpSchemas } from "./openapi-schemas.ts";

export type Json = Readonly<Record<string, unknown>>;

/** A schema of the document. */
export const ref = (name: keyof typeof httpSchemas): Json => ({ $ref: `#/components/schemas/${name}` });
/** A body of JSON. */
export const json = (schema: Json): Json => ({ "application/json": { schema } });
/** Some JSON or other. */
export const anyJson: Json = { "200": { description: "OK", content: json({ type: "object" }) } };

/** A parameter in the path. */
export const path = (name: string, schema: Json = { type: "string" }): Json => ({
  name,
  in: "path",
  required: true,
  schema,
});

const retryAfter = { "Retry-After": { schema: { type: "integer" }, description: "Seconds." } };

/** As `rate-limit.ts` sends them. */
export const rateLimits = {
  "RateLimit-Policy": {
    schema: { type: "string", examples: ['"producer";q=100;w=5'] },
    description: "Events that the producer may publish in so many seconds; absent where it is not limited.",
  },
  RateLimit: {
    schema: { type: "string", examples: ['"producer";r=37;t=1'] },
    description:
      "Events that are left, and seconds until there are more; draft-ietf-httpapi-ratelimit-headers-10.",
  },
};

/** Problems by status, each with the headers that it comes with. */
export function problems(texts: Readonly<Record<string, string>>, headers: Json = {}): Json {
  const content = { "application/problem+json": { schema: ref("Problem") } };
  const later = (status: string) => (status === "503" || status === "429" ? retryAfter : {});
  return Object.fromEntries(
    Object.entries(texts).map(([status, description]) => [
      status,
      { description, content, headers: { ...later(status), ...(status !== "401" && headers) } },
    ]),
  );
}
