import type { Publication } from "@spindlebus/contracts";
import { matchesAny } from "../matches-any.ts";
import { noticeKinds, type NoticeEndpoint } from "../notices/endpoint.ts";
import type { NoticeConfig } from "./define-config.ts";
import { keysFault, keysOf, nameFault, urlFault } from "./endpoint-faults.ts";
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
    if (!keys) found.push(keysFault(secretVariable(noticeSecretOwner(name), "secret")));
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
export const noticeSecretOwner = (name: string): string => `notice-${name}`;
