import { scrub } from "../redact.ts";
import type { Attempted } from "./attempted.ts";
import type { Hide } from "./hide-personal.ts";

const capChars = 1_000;

/**
 * The attempt with every word of adapter and vendor as tables, logs and operators may have it: without what the message says about
 * its person, scrubbed and capped.
 */
export function presentable(attempted: Attempted, hide: Hide): Attempted {
  const { outcome } = attempted;
  const shown = (text: string) => presentableText(hide(text.slice(0, 4 * capChars)));
  return {
    ...attempted,
    outcome: {
      ...outcome,
      ...("code" in outcome && { code: shown(outcome.code) }),
      ...("message" in outcome && { message: shown(outcome.message) }),
      ...("reason" in outcome && { reason: shown(outcome.reason) }),
    },
  };
}

/** Words of adapter or vendor as operators may have them: scrubbed and capped. */
export function presentableText(text: string): string {
  const clean = scrub(text.slice(0, 4 * capChars));
  return clean.length <= capChars ? clean : `${clean.slice(0, capChars)}…`;
}
