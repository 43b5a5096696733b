import { z } from "zod";
import { notFound, oktaError, type Answer } from "./answer.ts";

/** A user as the simulated Okta keeps and shows one. */
export type SimulatedUser = {
  readonly id: string;
  readonly status: "STAGED" | "PROVISIONED" | "ACTIVE" | "SUSPENDED" | "DEPROVISIONED";
  readonly created: string;
  readonly lastUpdated: string;
  readonly profile: Readonly<Record<string, unknown>>;
};

/** Something that a user went through, or why not. */
export type Change =
  | { readonly ok: true; readonly user: SimulatedUser; readonly eventType: string | undefined }
  | { readonly ok: false; readonly answer: Answer };

const standard = (
  "login email secondEmail firstName middleName lastName honorificPrefix honorificSuffix nickName displayName mobilePhone " +
  "primaryPhone streetAddress city state zipCode countryCode locale timezone preferredLanguage title employeeNumber"
).split(" ");

const Body = z.strictObject({ profile: z.record(z.string(), z.json()) });

/** Which statuses a step of the life cycle is taken from, where it leads, and what the System Log calls it. */
const steps = {
  activate: { from: ["STAGED", "DEPROVISIONED"], to: "PROVISIONED", eventType: "user.lifecycle.activate" },
  deactivate: {
    from: ["STAGED", "PROVISIONED", "ACTIVE", "SUSPENDED"],
    to: "DEPROVISIONED",
    eventType: "user.lifecycle.deactivate",
  },
  suspend: { from: ["ACTIVE", "PROVISIONED"], to: "SUSPENDED", eventType: "user.lifecycle.suspend" },
  unsuspend: { from: ["SUSPENDED"], to: "ACTIVE", eventType: "user.lifecycle.unsuspend" },
} as const;

/** A step of the life cycle that the simulated Okta knows. */
export type Step = keyof typeof steps;

/** Whether it is one. */
export const isStep = (name: string): name is Step => Object.hasOwn(steps, name);

/** The users of the org; `custom` are the attributes that the chain has added to the profile. One login, one user. */
export function userStore(nowMs: () => number, custom: readonly string[]) {
  const users = new Map<string, SimulatedUser>();
  const attributes: ReadonlySet<string> = new Set([...standard, ...custom]);
  const run = nowMs().toString(36);
  let made = 0;
  let lastMs = 0;
  // No two changes at one time, so that of two states the newer is always told from the older.
  const instant = (): string => {
    lastMs = Math.max(nowMs(), lastMs + 1);
    return new Date(lastMs).toISOString();
  };
  const find = (id: string): SimulatedUser | undefined =>
    users.get(id) ?? [...users.values()].find(({ profile }) => profile["login"] === id);
  const faultOf = (profile: Readonly<Record<string, unknown>>, self?: string): string | undefined => {
    const unknown = Object.keys(profile).find((name) => !attributes.has(name));
    if (unknown !== undefined) return `${unknown}: The attribute is not defined in the schema`;
    for (const name of ["login", "email", "firstName", "lastName"])
      if (typeof profile[name] !== "string" || profile[name] === "")
        return `${name}: The field cannot be left blank`;
    const other = find(typeof profile["login"] === "string" ? profile["login"] : "");
    return other && other.id !== self
      ? "login: An object with this field already exists in the current organization"
      : undefined;
  };
  const put = (user: SimulatedUser, eventType: string): Change => {
    users.set(user.id, user);
    return { ok: true, user, eventType };
  };

  return {
    find,

    /** Upper and lower case are the same, as in Okta's search. */
    having: (name: string, text: string): readonly SimulatedUser[] =>
      [...users.values()].filter(({ profile }) => same(profile[name], text)),

    create(text: string, activate: boolean): Change {
      const profile = profileOf(text);
      if (!profile) return malformed;
      const fault = faultOf(profile);
      if (fault !== undefined) return invalid(fault);
      made += 1;
      const at = instant();
      const id = `00u${run}${made}`;
      const status = activate ? "PROVISIONED" : "STAGED";
      return put({ id, status, created: at, lastUpdated: at, profile }, "user.lifecycle.create");
    },

    /** A partial update; null empties an attribute. One that changes nothing is told by nobody. */
    change(id: string, text: string): Change {
      const user = find(id);
      if (!user) return { ok: false, answer: notFound(id) };
      const wanted = profileOf(text);
      if (!wanted) return malformed;
      if (user.status === "DEPROVISIONED") return invalid("status: The user is deactivated");
      const profile = Object.fromEntries(
        Object.entries({ ...user.profile, ...wanted }).filter(([, value]) => value !== null),
      );
      const fault = faultOf({ ...wanted, ...profile }, user.id);
      if (fault !== undefined) return invalid(fault);
      if (isSame(profile, user.profile)) return { ok: true, user, eventType: undefined };
      return put({ ...user, profile, lastUpdated: instant() }, "user.account.update_profile");
    },

    step(id: string, name: Step): Change {
      const user = find(id);
      if (!user) return { ok: false, answer: notFound(id) };
      const { from, to, eventType } = steps[name];
      if (!from.some((status) => status === user.status))
        return invalid(`status: cannot ${name} from ${user.status}`);
      return put({ ...user, status: to, lastUpdated: instant() }, eventType);
    },

    /** Deactivates who is not deactivated; only then deletes. */
    remove(id: string): Change {
      const user = find(id);
      if (!user) return { ok: false, answer: notFound(id) };
      if (user.status !== "DEPROVISIONED") return this.step(id, "deactivate");
      users.delete(user.id);
      return { ok: true, user, eventType: "user.lifecycle.delete.initiated" };
    },
  };
}

function profileOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return Body.safeParse(JSON.parse(text)).data?.profile;
  } catch {
    return undefined;
  }
}

const same = (value: unknown, text: string): boolean =>
  typeof value === "string" && value.toLowerCase() === text.toLowerCase();

const sorted = (record: object): string =>
  JSON.stringify(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
const isSame = (one: object, other: object): boolean => sorted(one) === sorted(other);

const malformed: Change = {
  ok: false,
  answer: oktaError(400, "E0000003", "The request body was not well-formed."),
};

const invalid = (cause: string): Change => ({
  ok: false,
  answer: oktaError(400, "E0000001", `Api validation failed: ${cause.split(":")[0]}`, [cause]),
});
