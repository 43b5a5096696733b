import type { ConsumeMessage } from "amqplib";

/** What a message says, whoever holds it. */
export type Letter = {
  readonly id: string | undefined;
  readonly contentType: string | undefined;
  readonly type: string | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Uint8Array;
};

/** Reads a message of the broker; what is no text where text should be is left out. */
export function letterOf({ content, properties }: ConsumeMessage): Letter {
  const { messageId, contentType, type, headers } = properties;
  return {
    id: typeof messageId === "string" ? messageId : undefined,
    contentType: typeof contentType === "string" ? contentType : undefined,
    type: typeof type === "string" ? type : undefined,
    headers: headers ?? {},
    body: content,
  };
}
