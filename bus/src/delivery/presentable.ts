import { scrub } from "../redact.ts";
import type { Attempted } from "./attempted.ts";

const capChars = 1_000;

/** The attempt with every word of adapter and vendor as tables, logs and operators may have it: scrubbed and capped. */
export function presentable(attempted: Attempted): Attempted {
  const { outcome } = attempted;
  return {
    ...attempted,
    outcome: {
      ...outcome,
      ...("code" in outcome && { code: presentableText(outcome.code) }),
      ...("message" in outcome && { message: presentableText(outcome.message) }),
      ...("reason" in outcome && { reason: presentableText(outcome.reason) }),
    },
  };
}

/** Words of adapter or vendor as operators may have them: scrubbed and capped. */
export function presentableText(text: string): string {
  const clean = scrub(text.slice(0, 4 * capChars));
  return clean.length <= capChars ? clean : `${clean.slice(0, capChars)}…`;
}
