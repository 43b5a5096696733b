import { useRead, type Answer } from "./queries.ts";

/** Whoever is signed in. */
export type Me = Answer<"/api/v1/me">;
/** What somebody may do. */
export type Right = Me["rights"][number];

/** Whoever is signed in; undefined while that is not known. */
export const useMe = (): Me | undefined => useRead("/api/v1/me", {}, { everyMs: 60_000 }).data;

const needs: Readonly<Record<Right, string>> = {
  read: "viewer",
  "read-payload": "payload-reader, approver or admin",
  act: "operator or admin",
  "act-in-bulk": "operator or admin",
  edit: "operator or admin",
  approve: "approver or admin",
  administer: "admin",
};

/** Why the person may not do what needs this right, in words for a button that is off; undefined where they may. */
export function useWhyNot(right: Right): string | undefined {
  const me = useMe();
  if (!me || me.rights.includes(right)) return undefined;
  const roles = me.roles.length > 0 ? me.roles.join(", ") : "no role";
  return `Needs the role ${needs[right]}; you are ${roles}.`;
}
