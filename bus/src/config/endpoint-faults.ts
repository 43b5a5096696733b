/** What is wrong with an endpoint's name. */
export const nameFault = (name: string): string | undefined =>
  /^[a-z][a-z0-9-]{0,39}$/.test(name)
    ? undefined
    : `a name is lower-case letters, digits and "-", at most 40 characters.`;

/** What is wrong with where something is sent to. */
export function urlFault(text: string): string | undefined {
  const url = URL.parse(text);
  if (!url) return `url: "${text}" is not a URL.`;
  if (url.username !== "" || url.password !== "")
    return "url: a URL with a user or password is not sent to; the signature proves who sends.";
  if (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname))) return undefined;
  return "url: it must begin with https://; http:// is for receivers on this machine alone.";
}

const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);

/** The keys of a signing secret, or undefined where it is none. Standard Webhooks 1.0.0, "Signature scheme": 24 to 64 random bytes in base64, with a prefix. */
export function keysOf(secret: string | undefined): readonly Uint8Array[] | undefined {
  const texts = secret?.trim().split(/\s+/) ?? [];
  if (texts.length < 1 || texts.length > 2) return undefined;
  const keys = texts.map((text) =>
    /^whsec_[A-Za-z0-9+/]+={0,2}$/.test(text)
      ? Buffer.from(text.slice("whsec_".length), "base64")
      : Buffer.alloc(0),
  );
  return keys.every(({ length }) => length >= 24 && length <= 64) ? keys : undefined;
}

/** What is wrong where a variable holds no signing secret. */
export const keysFault = (variable: string): string =>
  `the signing secret is missing or malformed. Set ${variable}, or ${variable}_FILE to a file that holds it: "whsec_" and ` +
  "24 to 64 random bytes in base64; two of them, the newer first, while one replaces the other.";
