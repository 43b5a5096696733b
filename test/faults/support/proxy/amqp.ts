import type { Answered, Conversation, Said } from "./conversation.ts";
import { messageReader, type LengthOf, type Message } from "./messages.ts";

/** A frame of AMQP 0-9-1 (§4.2.3): type, channel, size, payload, end mark. */
type Frame = Message & { readonly type: number; readonly channel: number; readonly payload: Buffer };

const frameType = { method: 1, header: 2, body: 3 } as const;
const greeting = "AMQP";

/** A greeting of eight bytes, or a frame. */
const frameLength: LengthOf = (bytes) => {
  if (bytes.length < 8) return undefined;
  return bytes.toString("latin1", 0, 4) === greeting ? 8 : 7 + bytes.readUInt32BE(3) + 1;
};

/** The methods that somebody may want to cut at: class and method id (AMQP 0-9-1 §1.1, and RabbitMQ's confirms). */
const methods: Readonly<Record<string, string>> = {
  "20.10": "channel.open",
  "20.40": "channel.close",
  "60.20": "basic.consume",
  "60.40": "basic.publish",
  "60.80": "basic.ack",
  "60.120": "basic.nack",
  "85.10": "confirm.select",
};

/** The name of a method frame's method; empty when it is none of those we know. */
export function methodOf({ type, payload }: Pick<Frame, "type" | "payload">): string {
  if (type !== frameType.method) return "";
  return methods[`${payload.readUInt16BE(0)}.${payload.readUInt16BE(2)}`] ?? "";
}

/** A publish that is being said, until its last body frame. */
type Content = { readonly text: string; readonly start: number; left: number | undefined };

type ChannelState = {
  content?: Content | undefined;
  confirms: boolean;
  tag: bigint;
  unconfirmed: Set<bigint>;
};

/**
 * Says "basic.publish <exchange> <routing key>" at the end of each message, answered by its confirm; other methods by
 * their name, without an answer.
 */
export function amqpConversation(): Conversation {
  const read = { toServer: messageReader(frameLength), toClient: messageReader(frameLength) };
  const channels = new Map<number, ChannelState>();
  const channelOf = (number: number) => {
    const known = channels.get(number) ?? { confirms: false, tag: 0n, unconfirmed: new Set<bigint>() };
    channels.set(number, known);
    return known;
  };
  return {
    toServer: (chunk) =>
      framesOf(read.toServer(chunk)).flatMap((frame) => {
        if (methodOf(frame) === "channel.open") channels.delete(frame.channel);
        return said(frame, channelOf(frame.channel));
      }),
    toClient: (chunk) =>
      framesOf(read.toClient(chunk)).flatMap((frame) => confirmed(frame, channelOf(frame.channel))),
  };
}

const framesOf = (messages: readonly Message[]): Frame[] =>
  messages
    .filter(({ bytes }) => bytes.toString("latin1", 0, 4) !== greeting)
    .map((message) => ({
      ...message,
      type: message.bytes.readUInt8(0),
      channel: message.bytes.readUInt16BE(1),
      payload: message.bytes.subarray(7, -1),
    }));

function said(frame: Frame, channel: ChannelState): Said[] {
  const { start, end, payload } = frame;
  const method = methodOf(frame);
  if (method === "confirm.select") channel.confirms = true;
  if (method === "basic.publish") {
    channel.content = { text: `${method} ${publishedTo(payload)}`, start, left: undefined };
    return [];
  }
  if (method !== "") return [{ text: method, start, end }];
  const { content } = channel;
  if (!content) return [];
  // §4.2.6.1: class, weight, then the size of the body in all its frames.
  if (frame.type === frameType.header) content.left = Number(payload.readBigUInt64BE(4));
  else if (frame.type === frameType.body) content.left = (content.left ?? 0) - payload.length;
  if (content.left !== 0) return [];
  channel.content = undefined;
  return [{ text: content.text, start: content.start, end, ...answerTo(channel, frame.channel) }];
}

/** RabbitMQ counts the publishes of a channel from the moment it was asked to confirm. */
function answerTo(channel: ChannelState, number: number): { readonly answer?: string } {
  if (!channel.confirms) return {};
  channel.tag += 1n;
  channel.unconfirmed.add(channel.tag);
  return { answer: `${number}:${channel.tag}` };
}

/** Exchange and routing key: two short strings after a reserved word. */
function publishedTo(payload: Buffer): string {
  const exchangeAt = 6;
  const exchange = shortString(payload, exchangeAt);
  return `${exchange} ${shortString(payload, exchangeAt + 1 + Buffer.byteLength(exchange))}`;
}

const shortString = (bytes: Buffer, at: number) =>
  bytes.toString("utf8", at + 1, at + 1 + bytes.readUInt8(at));

function confirmed(frame: Frame, channel: ChannelState): Answered[] {
  const method = methodOf(frame);
  if (method !== "basic.ack" && method !== "basic.nack") return [];
  const { payload, start, end } = frame;
  const tag = payload.readBigUInt64BE(4);
  const isMultiple = (payload.readUInt8(12) & 1) === 1;
  const covered = isMultiple ? [...channel.unconfirmed].filter((one) => one <= tag) : [tag];
  for (const one of covered) channel.unconfirmed.delete(one);
  return covered.map((one) => ({ answer: `${frame.channel}:${one}`, start, end }));
}
