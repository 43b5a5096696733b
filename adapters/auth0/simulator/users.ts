import { createHash } from "node:crypto";
import { auth0Error, type Answer } from "./answer.ts";
import type { Changes, NewUser } from "./requests.ts";

/** A user as the simulated Auth0 keeps and shows one. */
export type SimulatedUser = {
  readonly user_id: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly identities: readonly Readonly<Record<string, unknown>>[];
  readonly [property: string]: unknown;
};

export type Made =
  | { readonly ok: true; readonly user: SimulatedUser }
  | { readonly ok: false; readonly answer: Answer };
type Changed =
  | { readonly ok: true; readonly user: SimulatedUser; readonly before?: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly answer: Answer };

/** Connections of the simulated tenant, and what precedes "|" in the ids of their users. */
const connections: Readonly<
  Record<string, { readonly provider: string; readonly needs: "email" | "phone_number" }>
> = {
  "Username-Password-Authentication": { provider: "auth0", needs: "email" },
  email: { provider: "email", needs: "email" },
  sms: { provider: "sms", needs: "phone_number" },
};

const noUser = auth0Error(404, "The user does not exist.", "inexistent_user");

/** The users of the tenant. One e-mail address, one user a connection. */
export function userStore(nowMs: () => number) {
  const users = new Map<string, SimulatedUser>();
  const passwords = new Map<string, string>();
  // Other ids in every run: the bus remembers those of the last one.
  const run = nowMs().toString(36);
  let made = 0;
  let lastMs = 0;
  // No two changes at one time, so that of two states the newer is always told from the older.
  const instant = (): string => {
    lastMs = Math.max(nowMs(), lastMs + 1);
    return new Date(lastMs).toISOString();
  };
  const connectionOf = ({ identities }: SimulatedUser) => identities[0]?.["connection"];
  const hasEmail = (email: unknown, connection: unknown) =>
    typeof email === "string" &&
    [...users.values()].some(
      (user) => user["email"] === email.toLowerCase() && connectionOf(user) === connection,
    );

  return {
    find: (id: string): SimulatedUser | undefined => users.get(id),

    /** Whose address and password these are. */
    signedIn: (email: string, password: string): SimulatedUser | undefined =>
      [...users.values()].find(
        (user) => user["email"] === email.toLowerCase() && passwords.get(user.user_id) === password,
      ),

    /** As it is written: who asks in capitals finds nobody. */
    withEmail: (email: string): readonly SimulatedUser[] =>
      [...users.values()].filter((user) => user["email"] === email),

    create(wanted: NewUser): Made {
      const { connection, user_id: chosen, password, verify_email: _verify, ...rest } = wanted;
      const known = connections[connection];
      if (!known) return refuse(auth0Error(400, "The connection does not exist.", "inexistent_connection"));
      if (rest[known.needs] === undefined)
        return refuse(
          auth0Error(
            400,
            `Payload validation error: 'Missing required property: ${known.needs}'.`,
            "invalid_body",
          ),
        );
      if (known.provider === "auth0" && !isGoodPassword(password))
        return refuse(auth0Error(400, "PasswordStrengthError: Password is too weak", "invalid_password"));
      made += 1;
      const own = chosen ?? createHash("sha256").update(`${run}${made}`).digest("hex").slice(0, 24);
      const user_id = `${known.provider}|${own}`;
      if (users.has(user_id) || hasEmail(rest.email, connection))
        return refuse(auth0Error(409, "The user already exists.", "auth0_idp_error"));
      const at = instant();
      const user = {
        ...(rest.email && { name: rest.email, nickname: rest.email.split("@")[0] }),
        ...rest,
        ...(rest.email && { email: rest.email.toLowerCase(), email_verified: rest.email_verified ?? false }),
        user_id,
        identities: [{ connection, provider: known.provider, user_id: own, isSocial: false }],
        created_at: at,
        updated_at: at,
      };
      users.set(user_id, user);
      if (password !== undefined) passwords.set(user_id, password);
      return { ok: true, user };
    },

    change(id: string, changes: Changes): Changed {
      const before = users.get(id);
      if (!before) return refuse(noUser);
      const { connection: _connection, client_id: _client, password, ...rest } = changes;
      if (password !== undefined) passwords.set(id, password);
      if (
        rest.email &&
        rest.email.toLowerCase() !== before["email"] &&
        hasEmail(rest.email, connectionOf(before))
      )
        return refuse(auth0Error(400, "The specified new email already exists", "auth0_idp_error"));
      const after = applied(before, rest);
      const changed = Object.keys({ ...before, ...after }).filter(
        (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
      );
      if (changed.length === 0) return { ok: true, user: before };
      const user = { ...after, user_id: id, updated_at: instant() } as SimulatedUser;
      users.set(id, user);
      return { ok: true, user, before };
    },

    remove(id: string): SimulatedUser | undefined {
      const user = users.get(id);
      users.delete(id);
      passwords.delete(id);
      return user && { ...user, deleted_at: instant() };
    },
  };
}

/** Auth0's default policy "good": eight characters, and three kinds out of lower case, upper case, digits and others. */
const isGoodPassword = (password = ""): boolean =>
  password.length >= 8 &&
  [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/].filter((kind) => kind.test(password)).length >= 3;

/** Metadata are merged in their first level, and a null takes a key out; an empty object empties all of it. */
function applied(before: SimulatedUser, changes: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const after: Record<string, unknown> = { ...before };
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined) delete after[name];
    else if (name === "app_metadata" || name === "user_metadata")
      after[name] = mergedMetadata(before[name], value);
    else after[name] = name === "email" && typeof value === "string" ? value.toLowerCase() : value;
  }
  return after;
}

function mergedMetadata(before: unknown, changes: object): Record<string, unknown> {
  if (Object.keys(changes).length === 0) return {};
  return Object.fromEntries(
    Object.entries({ ...(before as object | undefined), ...changes }).filter(([, value]) => value !== null),
  );
}

const refuse = (answer: Answer) => ({ ok: false as const, answer });
