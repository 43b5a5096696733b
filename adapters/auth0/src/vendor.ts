import { z } from "zod";

/*
 * What this adapter reads of Auth0's objects (auth0.com/docs/api/management/v2, the official SDK's types of event streams).
 * Everything else is let through unread: Auth0 adds fields without a new version.
 */

const Metadata = z.record(z.string(), z.json());

/** One way by which a user signs in; the id is a number at some networks. */
const Identity = z.looseObject({
  connection: z.string().nullish(),
  provider: z.string().min(1),
  user_id: z.union([z.string(), z.number()]).transform(String),
  isSocial: z.boolean().nullish(),
});

const userFields = {
  email: z.string().nullish(),
  email_verified: z.boolean().nullish(),
  phone_number: z.string().nullish(),
  phone_verified: z.boolean().nullish(),
  username: z.string().nullish(),
  name: z.string().nullish(),
  given_name: z.string().nullish(),
  family_name: z.string().nullish(),
  nickname: z.string().nullish(),
  picture: z.string().nullish(),
  blocked: z.boolean().nullish(),
  identities: z.array(Identity).nullish(),
  app_metadata: Metadata.nullish(),
  user_metadata: Metadata.nullish(),
  last_login: z.iso.datetime({ offset: true }).nullish(),
  last_ip: z.string().nullish(),
  logins_count: z.int().min(0).nullish(),
  created_at: z.iso.datetime({ offset: true }).nullish(),
  updated_at: z.iso.datetime({ offset: true }).nullish(),
};

/** A user, as the Management API and event streams show one. */
export const UserObject = z.looseObject({
  user_id: z.string().min(1),
  ...userFields,
  /** Only of a user who was deleted. */
  deleted_at: z.iso.datetime({ offset: true }).nullish(),
});
export type UserObject = z.infer<typeof UserObject>;

/** A user before a change; it may be whole, or hold what changed and nothing else. */
const PreviousObject = z.looseObject({ user_id: z.string().optional(), ...userFields });
export type PreviousObject = z.infer<typeof PreviousObject>;

const Context = z.record(z.string(), z.json());

const head = {
  specversion: z.literal("1.0"),
  id: z.string().min(1),
  time: z.iso.datetime({ offset: true }),
  a0tenant: z.string().min(1).nullish(),
  a0stream: z.string().nullish(),
  a0purpose: z.string().nullish(),
};

const about = <Type extends string, Thing extends z.ZodType>(types: readonly Type[], object: Thing) =>
  z.looseObject({
    ...head,
    type: z.enum(types),
    data: z.looseObject({ object, previous_object: PreviousObject.nullish(), context: Context.nullish() }),
  });

const Member = z.looseObject({
  organization: z.looseObject({ id: z.string().min(1), name: z.string().nullish() }),
  user: z.looseObject({ user_id: z.string().min(1) }),
});

const MemberRole = Member.extend({
  role: z.looseObject({ id: z.string().min(1), name: z.string().nullish() }),
});

const GroupMember = z.looseObject({
  group: z.looseObject({ id: z.string().min(1), type: z.string().nullish(), name: z.string().nullish() }),
  member: z.looseObject({ member_type: z.string(), id: z.string().min(1) }),
});

const UnderstoodEvent = z.discriminatedUnion("type", [
  about(["user.created", "user.updated", "user.deleted"], UserObject),
  about(["organization.member.added", "organization.member.deleted"], Member),
  about(["organization.member.role.assigned", "organization.member.role.deleted"], MemberRole),
  about(["group.member.added", "group.member.deleted"], GroupMember),
]);
type UnderstoodEvent = z.infer<typeof UnderstoodEvent>;

/** An event of one of these types. */
export type EventOf<Type extends UnderstoodEvent["type"]> = Extract<UnderstoodEvent, { readonly type: Type }>;

/** An event that says nothing to the bus. */
type OtherEvent = { readonly type: "other" };

/** An event of an event stream, read as far as it is understood. */
export type Auth0Event = UnderstoodEvent | OtherEvent;

const understood: ReadonlySet<string> = new Set(
  UnderstoodEvent.options.flatMap(({ shape }) => shape.type.options),
);

const EventHead = z.looseObject({ id: z.string().min(1), type: z.string().min(1) });

/** Any event; its object is checked where its type is understood, so that a misshapen user is an error and not silence. */
export const EventBody: z.ZodType<Auth0Event> = EventHead.transform((event, context): Auth0Event => {
  // The documentation of the early access named types with this before them.
  const type = event.type.replace(/^com\.auth0\./, "");
  if (!understood.has(type)) return { type: "other" };
  const read = UnderstoodEvent.safeParse({ ...event, type });
  if (read.success) return read.data;
  for (const { message, path } of read.error.issues)
    context.addIssue({ code: "custom", message, path: [...path] });
  return z.NEVER;
});

/** The error that the Management API answers with. */
export const ErrorAnswer = z.looseObject({
  statusCode: z.int(),
  error: z.string().nullish(),
  errorCode: z.string().nullish(),
  message: z.string().nullish(),
});
