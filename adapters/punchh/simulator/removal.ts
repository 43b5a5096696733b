import { z } from "zod";

type Customer = { readonly [field: string]: unknown; readonly email: string; readonly user_id: number };

type Options = {
  readonly users: Map<string, Customer>;
  /** Whether there never was such a user. */
  readonly isUnknown: (id: string) => boolean;
  readonly tell: (action: "deactivate" | "delete", user: object, about: string) => void;
  readonly done: (operation: "deactivateUser" | "eraseGuest", reference: string, id: string) => void;
};

/** The body of `DELETE /api2/dashboard/users`; the reason tells whether transactions stay, without the person. */
export const RemoveRequest = z.strictObject({
  user_id: z.string(),
  reason: z
    .enum(["delete_general", "delete_test_data", "anonymize_forget_me", "anonymize_inactivity"])
    .optional(),
});

/** Deactivating members, and marking those for deletion; whoever is marked is found no more. */
export function memberRemoval({ users, isUnknown, tell, done }: Options) {
  const inactive = new Set<string>();
  const gone = new Set<string>();
  const find = (id: string) => [...users.values()].find((user) => String(user.user_id) === id);
  const isGone = (id: string): boolean => isUnknown(id) || gone.has(id);
  const change = (action: "deactivate" | "delete", id: string): void => {
    const user = find(id);
    const chain = user?.["external_source_id"];
    const shown = {
      ...user,
      user_id: Number(id),
      user_status: action === "delete" ? "deleted" : "deactivated",
    };
    tell(action, shown, `${action} ${id}`);
    done(action === "delete" ? "eraseGuest" : "deactivateUser", typeof chain === "string" ? chain : id, id);
  };
  return {
    isGone,

    deactivate(id: string): { readonly status: 200 | 404; readonly body: object } {
      if (isGone(id)) return noUser(id);
      if (!inactive.has(id)) change("deactivate", id);
      inactive.add(id);
      return { status: 200, body: {} };
    },

    /** Punchh's own words for somebody who is not deactivated are about gift cards; its documentation says so. */
    remove(id: string): { readonly status: 200 | 404 | 422; readonly body: object } {
      if (isGone(id)) return noUser(id);
      if (!inactive.has(id))
        return {
          status: 422,
          body: { error: "Gift card(s) found! Please cashout/remove from account before deletion." },
        };
      change("delete", id);
      gone.add(id);
      const user = find(id);
      if (user) users.delete(user.email);
      return {
        status: 200,
        body: { message: "Guest marked for deletion. Data will be automatically deleted within 7 days." },
      };
    },
  };
}

const noUser = (id: string) => ({
  status: 404 as const,
  body: { errors: { user_not_found: `Cannot find corresponding user with ID: ${id}` } },
});
