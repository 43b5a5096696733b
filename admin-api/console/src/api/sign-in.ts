import { ownHeader, urlOf } from "./base.ts";
import { Problem } from "./problem.ts";

/** How one may sign in here. */
export type SignInMethods = {
  readonly token: boolean;
  readonly oidc: { readonly name: string; readonly loginPath: string } | null;
  readonly signedIn: boolean;
};

/** Asks how one may sign in; needs no session. */
export async function signInMethods(): Promise<SignInMethods> {
  const response = await fetch(urlOf("auth/methods"));
  const answer: unknown = await response.json();
  if (!response.ok) throw new Problem(response.status, answer);
  return answer as SignInMethods; // as the OpenAPI document says
}

/**
 * Begins a session with a token.
 * @throws Problem where it is not known, or too many were tried
 */
export async function signInWith(token: string): Promise<void> {
  const response = await fetch(urlOf("auth/token"), {
    method: "POST",
    headers: { "Content-Type": "application/json", ...ownHeader },
    body: JSON.stringify({ token }),
  });
  if (!response.ok) throw new Problem(response.status, await response.json());
}
