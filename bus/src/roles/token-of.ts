import type { Token } from "../delivery/token.ts";
import { readTokenHeading } from "../delivery/token-heading.ts";
import type { Letter } from "../rabbitmq/letter.ts";

/** The token that a broker message is, or undefined where the bus did not publish it. */
export function tokenOf({ id, contentType, headers, body }: Omit<Letter, "type">): Token | undefined {
  const read = readTokenHeading(id, headers);
  if (!read || !isUuid(read.envelope.id)) return undefined;
  const { routes, shadows, retry, checkedBy, stored } = read.bus;
  return {
    envelope: read.envelope,
    contentType: contentType ?? "application/json",
    body,
    routes,
    ...(shadows && { shadows }),
    ...(checkedBy !== undefined && { checkedBy }),
    ...(stored && { stored }),
    ...(retry && { retry }),
  };
}

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
