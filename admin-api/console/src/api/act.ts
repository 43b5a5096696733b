import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { ownHeader, urlOf } from "./base.ts";
import { underKey, type OpenKeys } from "./open-keys.ts";
import { Problem } from "./problem.ts";
import { queryClient } from "./queries.ts";

/** An act on the admin API: `{ method: "POST", path: "failures/…/discard", body: { reason } }`, the path below `/api/v1/`. */
export type Act = {
  readonly method: "POST" | "PATCH" | "PUT" | "DELETE";
  readonly path: string;
  readonly body?: unknown;
  /** Its answer holds a secret and is kept nowhere, so that a repeat would be another act. */
  readonly keyless?: true;
};

/** What came of it: the answer's body, and where the thing is that was made. */
export type Acted = { readonly body: unknown; readonly location: string | undefined };

/** Sends one act. `key` makes a repeat harmless. A body that is text is sent as it is, so that its numbers stay exact. */
export async function act({ method, path, body, keyless }: Act, key: string): Promise<Acted> {
  const response = await fetch(urlOf(`api/v1/${path}`), {
    method,
    headers: {
      ...ownHeader,
      ...(keyless !== true && { "Idempotency-Key": key }),
      ...(body !== undefined && { "Content-Type": "application/json" }),
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer: unknown = (response.headers.get("content-type") ?? "").includes("json")
    ? JSON.parse(text)
    : text;
  if (!response.ok) throw new Problem(response.status, answer);
  return { body: answer, location: response.headers.get("location")?.split("/").at(-1) };
}

/** Acts from a dialog, under one key from its opening until there is an answer. What was read is read anew afterwards. */
export function useAct(onDone?: (acted: Acted) => void) {
  const keys = useRef<OpenKeys>(new Map());
  return useMutation<Acted, Problem, Act>({
    mutationFn: (given) => underKey(keys.current, "", (key) => act(given, key)),
    onSuccess: (acted) => {
      void queryClient.invalidateQueries(); // whatever is on the screen shows what became of it
      onDone?.(acted);
    },
  });
}
