import type { Answered, Conversation, Said } from "./conversation.ts";
import { messageReader, type LengthOf, type Message } from "./messages.ts";

/** https://www.postgresql.org/docs/18/protocol-message-formats.html: a letter, a length that counts itself, a body. */
const messageLength: LengthOf = (bytes) => (bytes.length < 5 ? undefined : 1 + bytes.readInt32BE(1));

/** A client's first message has no letter. We are between programs that speak without TLS. */
const clientMessageLength: LengthOf = (bytes, index) =>
  index > 0 ? messageLength(bytes, index) : bytes.length < 4 ? undefined : bytes.readInt32BE(0);

/**
 * Says the text of each statement at the end of what makes the server execute it: a simple query, or a Sync, where
 * implicit transactions commit. The answer is all up to the ReadyForQuery, which follows the commit.
 */
export function postgresConversation(): Conversation {
  const read = { toServer: messageReader(clientMessageLength), toClient: messageReader(messageLength) };
  const statements = statementReader();
  // The first ReadyForQuery ends the start-up.
  let asked = 0;
  // Of what will be executed by the next Sync: cut off after an Execute, a COMMIT would have been heard.
  let beginsAt: number | undefined;
  let answering = 0;
  let hasBegun = false;
  return {
    toServer: (chunk) =>
      read.toServer(chunk).flatMap((message): Said[] => {
        const text = statements(message);
        const start = (beginsAt ??= message.start);
        if (text === undefined) return [];
        asked += 1;
        beginsAt = undefined;
        return [{ text, start, end: message.end, answer: String(asked) }];
      }),
    toClient: (chunk) =>
      read.toClient(chunk).flatMap(({ bytes, start, end }): Answered[] => {
        const isReady = letterOf(bytes) === "Z";
        const answer = String(answering);
        if (isReady) {
          answering += 1;
          hasBegun = false;
          return [{ answer, start, end }];
        }
        if (hasBegun) return [];
        hasBegun = true;
        return [{ answer, start }];
      }),
  };
}

const letterOf = (bytes: Buffer) => bytes.toString("latin1", 0, 1);

/** Remembers what was prepared and bound, so that an Execute, which names only its portal, is known by its SQL. */
function statementReader(): (message: Message) => string | undefined {
  const prepared = new Map<string, string>();
  const bound = new Map<string, string>();
  let executed: string[] = [];
  return ({ bytes }) => {
    const [first, second] = stringsOf(bytes);
    switch (letterOf(bytes)) {
      case "Q":
        return first;
      case "P":
        prepared.set(first, second);
        return undefined;
      case "B":
        bound.set(first, prepared.get(second) ?? "");
        return undefined;
      case "E":
        executed.push(bound.get(first) ?? "");
        return undefined;
      case "S": {
        const text = executed.join("; ");
        executed = [];
        return text;
      }
      default:
        return undefined;
    }
  };
}

/** The first two zero-terminated strings of a message. */
function stringsOf(bytes: Buffer): [string, string] {
  const firstEnd = bytes.indexOf(0, 5);
  const secondEnd = bytes.indexOf(0, firstEnd + 1);
  return [bytes.toString("utf8", 5, firstEnd), bytes.toString("utf8", firstEnd + 1, secondEnd)];
}
