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

/** A UUID, which an operator looks a message up by; or digits with what people write between them. */
const uuidOrDigits =
  /\b([\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12})\b|[+(]{0,2}\d[\d ()./-]{7,100}\d/gi;

/**
 * Free text with what looks like an e-mail address, a card or a phone number masked; short runs of digits and UUIDs stay.
 * Every repetition is bounded: a vendor's megabyte without a space must not hold up the process.
 */
export function scrub(text: string): string;
export function scrub(text: string | undefined): string | undefined;
export function scrub(text: string | undefined): string | undefined {
  return text
    ?.replace(/[^\s@"'<>,;]{1,64}(@|%40)[^\s@"'<>,;]{1,255}/gi, "•••@•••")
    .replace(uuidOrDigits, (run, uuid?: string) =>
      uuid !== undefined || run.replace(/\D/g, "").length < 10 ? run : "•••",
    );
}
