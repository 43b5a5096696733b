/** One message of a protocol, whole; positions count the bytes of its stream. */
export type Message = { readonly bytes: Buffer; readonly start: number; readonly end: number };

/** The length of the message that some bytes begin with; nothing as long as they do not say. */
export type LengthOf = (bytes: Buffer, index: number) => number | undefined;

/** Cuts a stream of bytes, chunk by chunk, into the messages that each chunk completes. */
export function messageReader(lengthOf: LengthOf): (chunk: Buffer) => readonly Message[] {
  let begun: Buffer = Buffer.alloc(0);
  let index = 0;
  let position = 0;
  return (chunk) => {
    const bytes = Buffer.concat([begun, chunk]);
    const messages: Message[] = [];
    let at = 0;
    for (;;) {
      const length = lengthOf(bytes.subarray(at), index);
      if (length === undefined || at + length > bytes.length) break;
      messages.push({ bytes: bytes.subarray(at, at + length), start: position, end: position + length });
      at += length;
      position += length;
      index += 1;
    }
    begun = bytes.subarray(at);
    return messages;
  };
}
