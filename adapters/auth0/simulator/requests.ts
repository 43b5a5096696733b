import { z } from "zod";
import { auth0Error, type Answer } from "./answer.ts";

const Metadata = z.record(z.string(), z.json());
const phone = z.string().regex(/^\+[0-9]{1,15}$/);

const profile = {
  email: z.email(),
  email_verified: z.boolean(),
  phone_number: phone,
  phone_verified: z.boolean(),
  username: z.string().min(1).max(128),
  name: z.string().min(1).max(300),
  given_name: z.string().min(1).max(150),
  family_name: z.string().min(1).max(150),
  nickname: z.string().min(1).max(300),
  picture: z.url(),
};
const common = {
  blocked: z.boolean().optional(),
  app_metadata: Metadata.optional(),
  user_metadata: Metadata.optional(),
  password: z.string().min(1).optional(),
  verify_email: z.boolean().optional(),
};

/** The body of `POST /api/v2/users`, with the properties that the official SDK types. */
export const NewUser = z.strictObject({
  ...z.object(profile).partial().shape,
  ...common,
  user_id: z.string().max(255).optional(),
  connection: z.string().min(1),
});
export type NewUser = z.infer<typeof NewUser>;

/** What a guest types into the login page. */
export const Credentials = z.looseObject({
  client_id: z.string(),
  username: z.string(),
  password: z.string(),
});

const { email_verified, phone_verified, ...texts } = profile;

/** The body of `PATCH /api/v2/users/{id}`; null empties a property. */
export const Changes = z.strictObject({
  ...z.object({ email_verified, phone_verified }).partial().shape,
  ...nullable(texts),
  ...common,
  verify_phone_number: z.boolean().optional(),
  connection: z.string().optional(),
  client_id: z.string().optional(),
});
export type Changes = z.infer<typeof Changes>;

function nullable<Shape extends Record<string, z.ZodType>>(shape: Shape) {
  return Object.fromEntries(
    Object.entries(shape).map(([name, each]) => [name, each.nullable().optional()]),
  ) as {
    [Name in keyof Shape]: z.ZodOptional<z.ZodNullable<Shape[Name]>>;
  };
}

type Read<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly answer: Answer };

/** Reads a body, and refuses what Auth0's validation would refuse. */
export function readBody<Value>(schema: z.ZodType<Value>, text: string): Read<Value> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, answer: auth0Error(400, "Invalid JSON", "invalid_body") };
  }
  const read = schema.safeParse(json);
  if (read.success) return { ok: true, value: read.data };
  const [issue] = read.error.issues;
  const where = issue?.path.join(".") || "object";
  return {
    ok: false,
    answer: auth0Error(
      400,
      `Payload validation error: '${issue?.message}' on property ${where}.`,
      "invalid_body",
    ),
  };
}
