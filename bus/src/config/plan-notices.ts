import type { Publication } from "@spindlebus/contracts";
import { matchesAny } from "../matches-any.ts";
import { noticeKinds, type NoticeEndpoint } from "../notices/endpoint.ts";
import type { NoticeConfig } from "./define-config.ts";
import { secretVariable, type SecretSource } from "./secret-source.ts";

/** The endpoints that notices go to, with their keys; what is wrong with one is added to the faults. */
export function planNotices(
  given: Readonly<Record<string, NoticeConfig>>,
  secretOf: SecretSource,
  faults: string[],
): readonly NoticeEndpoint[] {
  return Object.entries(given).flatMap(([name, { url, sources, types, on, privateNetwork = false }]) => {
    const found = [
      nameFault(name),
      urlFault(url),
      on?.length === 0 ? "on: without a kind nothing would ever be sent." : undefined,
    ].filter((fault) => fault !== undefined);
    const keys = keysOf(secretOf(noticeSecretOwner(name), "secret"));
    if (!keys) found.push(secretFault(name));
    faults.push(...found.map((fault) => `notices.${name}: ${fault}`));
    if (!keys || found.length > 0) return [];
    const scope = { sources: sources ?? null, types: types ?? null };
    return [{ name, url: new URL(url), ...scope, on: new Set(on ?? noticeKinds), keys, privateNetwork }];
  });
}

/** Which endpoints want to know what becomes of a message. */
export const noticesForOf =
  (endpoints: readonly NoticeEndpoint[]) =>
  ({ source, type }: Pick<Publication, "source" | "type">): readonly string[] =>
    endpoints
      .filter(({ sources, types }) => matchesAny(sources, source) && matchesAny(types, type))
      .map(({ name }) => name);

/** Beside the connections, whose secrets begin with their ids. */
const noticeSecretOwner = (name: string): string => `notice-${name}`;

const nameFault = (name: string): string | undefined =>
  /^[a-z][a-z0-9-]{0,39}$/.test(name)
    ? undefined
    : `a name is lower-case letters, digits and "-", at most 40 characters.`;

function urlFault(text: string): string | undefined {
  const url = URL.parse(text);
  if (!url) return `url: "${text}" is not a URL.`;
  if (url.username !== "" || url.password !== "")
    return "url: a URL with a user or password is not sent to; the signature proves who sends.";
  if (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname))) return undefined;
  return "url: it must begin with https://; http:// is for receivers on this machine alone.";
}

const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);

/** Standard Webhooks 1.0.0, "Signature scheme": 24 to 64 random bytes in base64, with a prefix. */
function keysOf(secret: string | undefined): readonly Uint8Array[] | undefined {
  const texts = secret?.trim().split(/\s+/) ?? [];
  if (texts.length < 1 || texts.length > 2) return undefined;
  const keys = texts.map((text) =>
    /^whsec_[A-Za-z0-9+/]+={0,2}$/.test(text)
      ? Buffer.from(text.slice("whsec_".length), "base64")
      : Buffer.alloc(0),
  );
  return keys.every(({ length }) => length >= 24 && length <= 64) ? keys : undefined;
}

function secretFault(name: string): string {
  const variable = secretVariable(noticeSecretOwner(name), "secret");
  return (
    `the signing secret is missing or malformed. Set ${variable}, or ${variable}_FILE to a file that holds it: "whsec_" and ` +
    "24 to 64 random bytes in base64; two of them, the newer first, while one replaces the other."
  );
}
