import { connect, type ChannelModel } from "amqplib";
import { unreachable } from "./broker-url.ts";

/** A connection of a command's own. */
export type BrokerConnection = ChannelModel;

const connectTimeoutMs = 5_000;

/**
 * Connects once, for a command that asks or declares something and ends. Of several URLs the first that answers is taken.
 * @throws with the broker's address and the next step where none can be used
 */
export async function withConnection<Result>(
  { url, name }: { readonly url: string; readonly name: string },
  use: (connection: ChannelModel) => Promise<Result>,
): Promise<Result> {
  const connection = await connectFirst(url, name);
  // The error also rejects whatever was asked; without a listener it would end the process.
  connection.on("error", () => undefined);
  try {
    return await use(connection);
  } finally {
    await connection.close().catch(() => undefined); // closed already by the broker
  }
}

/**
 * Connects to the first of several URLs that answers.
 * @throws with the broker's address and the next step where none can be used
 */
export async function connectFirst(
  url: string,
  name: string,
  timeoutMs = connectTimeoutMs,
): Promise<ChannelModel> {
  let last: unknown;
  for (const one of url.split(",")) {
    try {
      return await connect(one, {
        timeout: timeoutMs,
        // Questions that are refused would each wait 40 ms for a delayed TCP acknowledgement.
        noDelay: true,
        clientProperties: { connection_name: name },
      });
    } catch (error) {
      last = error;
    }
  }
  throw unreachable(url, inWords(last));
}

/** amqplib says of a refused vhost only that it expected something else. */
function inWords(error: unknown): Error {
  const { message } = error instanceof Error ? error : new Error(String(error));
  return message.includes("Expected ConnectionOpenOk")
    ? new Error("the vhost does not exist, or the user may not use it", { cause: error })
    : new Error(message, { cause: error });
}

/** The broker's version, as it introduced itself. */
export function serverVersion({ connection }: ChannelModel): string {
  const { version } = connection.serverProperties;
  return typeof version === "string" ? version : "of an unknown version";
}
