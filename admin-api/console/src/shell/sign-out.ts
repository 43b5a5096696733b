import { ownHeader, urlOf } from "../api/base.ts";

/** Ends the session, and shows where one signs in; an identity provider may want to end its own log-in first. */
export async function signOut(): Promise<void> {
  const response = await fetch(urlOf("auth/logout"), {
    method: "POST",
    headers: ownHeader,
  });
  const next = response.ok ? nextOf(await response.json()) : undefined;
  const isElsewhere = next !== undefined && new URL(next).origin !== location.origin;
  location.assign(isElsewhere ? next : urlOf("sign-in"));
}

const nextOf = (answer: unknown): string | undefined =>
  typeof answer === "object" && answer !== null && "next" in answer && typeof answer.next === "string"
    ? answer.next
    : undefined;
