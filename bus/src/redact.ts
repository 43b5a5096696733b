import { maskBody, type Masking } from "./mask-body.ts";

const capChars = 4_096;

/** What we sent, for operators' eyes: structure, codes, amounts and ids; no free text, it is our guests'. */
export const excerptOfRequest = (body: string | undefined): string | undefined =>
  excerpt(body, { scrub, freeText: false });

/** What came back, for operators' eyes: as of a request, and the vendor's own words, which they need most. */
export const excerptOfResponse = (body: string | undefined): string | undefined =>
  excerpt(body, { scrub, freeText: true });

function excerpt(body: string | undefined, masking: Masking): string | undefined {
  if (body === undefined || body === "") return undefined;
  const shown = maskBody(body, masking);
  return shown.length <= capChars ? shown : `${shown.slice(0, capChars)}… (${shown.length} characters)`;
}

/**
 * Free text with what looks like an e-mail address, a card or a phone number masked; short runs of digits stay. Every
 * repetition is bounded: a vendor's megabyte without a space must not hold up the process.
 */
export function scrub(text: string): string;
export function scrub(text: string | undefined): string | undefined;
export function scrub(text: string | undefined): string | undefined {
  return text
    ?.replace(/[^\s@"'<>,;]{1,64}(@|%40)[^\s@"'<>,;]{1,255}/gi, "•••@•••")
    .replace(/[+(]{0,2}\d[\d ()./-]{7,100}\d/g, (run) => (run.replace(/\D/g, "").length >= 10 ? "•••" : run));
}
