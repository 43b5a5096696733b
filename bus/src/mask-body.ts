import { exact } from "./adapter/exact.ts";

/** How to mask: `scrub` for what is shown, and whether free text is shown at all. */
export type Masking = { readonly scrub: (text: string) => string; readonly freeText: boolean };

/** Which keys vouch for their values; everything else is masked. People read these lists in the settings. */
export const keyWords = {
  /** A key that is one of these, or ends with `_` and one of these, in the plural too: codes, amounts, kinds. */
  telling:
    "code status result type error errors reason currency amount quantity price total subtotal count number version kind object operation walletcode points".split(
      " ",
    ),
  /** A key that ends so, whatever stands before. */
  tellingEnds: ["code", "status", "type", "total", "id"],
  /** A key in which one of these stands is about a person or opens a door, and vouches for nothing. */
  personal:
    "card phone email customer user member account guest name address zip postal postcode post_code birth secur secret token password auth cvc cvv pin".split(
      " ",
    ),
} as const;

const telling = new RegExp(
  `(^|_)(${keyWords.telling.join("|")})s?$|(${keyWords.tellingEnds.join("|")})$`,
  "i",
);
const personal = new RegExp(keyWords.personal.join("|"), "i");
const text = /(message|detail|description|text)$/i;

/** What stands where a value is not shown. */
export const hiddenValue = "•••";
const mask = hiddenValue;
/** More than this of one value, or of what is not JSON, is never looked at: excerpts are shorter. */
const mostChars = 8_192;
/** A longer body is not taken apart: masking every value of a megabyte would hold up the process. */
const mostParsedChars = 65_536;

/** A body with its structure kept, and every value masked that its key does not vouch for. */
export function maskBody(body: string, masking: Masking): string {
  const json = body.length <= mostParsedChars ? parsed(body) : undefined;
  if (json !== undefined) return JSON.stringify(maskValue(json, "", masking));
  const start = body.slice(0, mostChars).trimStart();
  if (start.startsWith("<")) return maskMarkup(start, masking);
  if (/^["[{]/.test(start)) return maskTorn(start, masking);
  if (/^[^\s=&]+=[^\s]*$/.test(start)) return maskForm(start, masking);
  return masking.freeText ? masking.scrub(start) : maskWords(start);
}

/** Text of no known form: its punctuation shows what it may have been, and its words may be anybody's. */
const maskWords = (body: string): string =>
  body.replace(/[\p{L}\p{N}_]+(?:[ \t@.+-]+[\p{L}\p{N}_]+)*/gu, mask);

/** The value of a body that is JSON and no deeper than a stack bears; no JSON value is undefined. */
function parsed(body: string): unknown {
  try {
    const value: unknown = JSON.parse(body, (_key, each: unknown, context?: { readonly source?: string }) =>
      typeof each === "number" && context?.source !== undefined
        ? { digits: context.source, [isNumber]: true }
        : each,
    );
    JSON.stringify(value);
    return value;
  } catch {
    return undefined;
  }
}

/** A number by its digits: 12.50 stays 12.50, and of a 64-bit id none is rounded. */
type NumberInJson = { readonly digits: string; readonly [isNumber]: true };
const isNumber = Symbol("number");
const isNumberInJson = (value: object): value is NumberInJson => isNumber in value;

function maskNumber({ digits }: NumberInJson, key: string, masking: Masking): unknown {
  if (!isShown(key, masking)) return mask;
  const shown = masking.scrub(digits.slice(0, mostChars));
  return shown === digits ? exact(digits) : shown;
}

function maskValue(value: unknown, key: string, masking: Masking): unknown {
  if (Array.isArray(value)) return value.map((item) => maskValue(item, key, masking));
  if (value !== null && typeof value === "object") {
    if (isNumberInJson(value)) return maskNumber(value, key, masking);
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [masking.scrub(name), maskValue(inner, name, masking)]),
    );
  }
  if (typeof value !== "string") return value;
  return isShown(key, masking) ? masking.scrub(value.slice(0, mostChars)) : mask;
}

const isShown = (key: string, { freeText }: Masking): boolean =>
  isTellingKey(key) || (freeText && text.test(key) && !isPersonalKey(key));

/** Whether what stands under a key is about a person, or opens a door. */
export const isPersonalKey = (key: string): boolean => personal.test(key);

/** Whether a key vouches for its value: a code, an amount or an id that is about nobody. */
export const isTellingKey = (key: string): boolean => telling.test(key) && !isPersonalKey(key);

function maskForm(body: string, masking: Masking): string {
  const fields = [...new URLSearchParams(body)].map(([name, value]) => {
    const shown = isShown(name.replace(/\]$/, ""), masking) ? masking.scrub(value) : mask;
    return `${masking.scrub(name)}=${shown}`;
  });
  return fields.join("&");
}

/** JSON that was cut off or is otherwise none: strings one by one, each under the key before it; words without quotes are free text. */
function maskTorn(body: string, masking: Masking): string {
  let key = "";
  const shown = body.replace(
    /("(?:[^"\\]|\\.)*(?:"|$))(\s*:)?|\p{L}[^"{}[\]:,]*/gu,
    (words, string: string | undefined, colon: string | undefined) => {
      if (string === undefined) return masking.freeText || isLiteral(words) ? words : mask;
      if (colon === undefined) return isShown(key, masking) ? string : `"${mask}"`;
      key = string.slice(1, -1);
      return string + colon;
    },
  );
  return masking.scrub(shown);
}

const isLiteral = (words: string): boolean => /^(true|false|null)\s*$/.test(words);

/** XML and HTML: an element's text under its name; attributes go. */
function maskMarkup(body: string, masking: Masking): string {
  const headline = /^(title|h1|h2)$/i;
  return masking.scrub(
    body
      .replace(/<([\w:.-]+)[^<>]*>/g, "<$1>")
      .replace(/(?<=<([\w:.-]+)>)[^<]+/g, (content, name: string) =>
        content.trim() === "" || headline.test(name) || isShown(name, masking) ? content : mask,
      ),
  );
}
