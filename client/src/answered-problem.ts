import { z } from "zod";

const AnsweredProblem = z.object({
  status: z.number(),
  /** Stable and machine-readable, e.g. `contract-violation`. */
  code: z.string(),
  title: z.string(),
  detail: z.string(),
  /** Every fault, by its JSON Pointer in the event. */
  errors: z
    .array(z.object({ pointer: z.string(), detail: z.string() }))
    .readonly()
    .default([]),
  /** The bus id of the message that the problem is about. */
  id: z.string().optional(),
});

/** Why the bus refused something (RFC 9457), or the client in its stead. */
export type AnsweredProblem = Readonly<z.output<typeof AnsweredProblem>>;

/** The problem in an answer; where it came from a proxy that has no such words, its status alone. */
export function problemIn(status: number, body: unknown): AnsweredProblem {
  const parsed = AnsweredProblem.safeParse(body);
  if (parsed.success) return parsed.data;
  const detail = "The answer has no problem details; it may be a proxy's.";
  return { status, code: "unknown", title: `HTTP ${status}`, detail, errors: [] };
}
