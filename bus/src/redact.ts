/** Keys whose values are codes, amounts and ids: worth showing, and not about a person. Everything else is masked. */
const showable =
  /(^|_)(code|status|result|type|error|errors|reason|currency|amount|quantity|price|total|subtotal|count|number|version|kind|object|operation|walletcode|points)s?$|code$|status$|type$|total$|id$/i;
/** Keys that match the above and are about a person all the same. */
const personal = /(card|phone|email|customer|user|member|account|guest)/i;

const capChars = 4_096;

/** A body for operators' eyes: structure kept, personal-looking values masked, capped. */
export function excerpt(body: string | undefined): string | undefined {
  if (body === undefined || body === "") return undefined;
  return cap(masked(body));
}

function masked(body: string): string {
  try {
    return JSON.stringify(maskValue(JSON.parse(body), ""));
  } catch {
    return /^[^\s=&]+=[^\s]*$/.test(body) ? maskForm(body) : scrub(body);
  }
}

function maskValue(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value.map((item) => maskValue(item, key));
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, maskValue(inner, name)]));
  }
  if (typeof value === "boolean" || value === null) return value;
  if (personal.test(key) || !(showable.test(key) || isText(key))) return "•••";
  return typeof value === "string" ? scrub(value) : value;
}

/** Free text is shown scrubbed: the vendor's words are what the operator needs most. */
const isText = (key: string): boolean => /(message|detail|description|text)$/i.test(key);

function maskForm(body: string): string {
  const shown = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(body)) {
    shown.set(name, personal.test(name) || !showable.test(name.replace(/\]$/, "")) ? "•••" : scrub(value));
  }
  return shown.toString();
}

/** Free text with what looks like an e-mail address, a card or a phone number masked; short runs of digits stay. */
export function scrub(text: string): string;
export function scrub(text: string | undefined): string | undefined;
export function scrub(text: string | undefined): string | undefined {
  return text
    ?.replace(/[^\s@"'<>]+@[^\s@"'<>]+\.[^\s@"'<>]+/g, "•••@•••")
    .replace(/\+?\d[\d ().-]{8,}\d/g, (run) => (run.replace(/\D/g, "").length >= 10 ? "•••" : run));
}

const cap = (text: string): string =>
  text.length <= capChars ? text : `${text.slice(0, capChars)}… (${text.length} characters)`;
