import { connect, type Socket } from "node:net";
import { answersIn, type RawAnswer } from "../way-in/raw-http.ts";

/** A connection that is kept for many requests; another is opened where the server ends it. */
export type Wire = {
  /** Sends one request and reads its one answer. */
  exchange(bytes: Uint8Array): Promise<RawAnswer>;
  close(): void;
};

const patienceMs = 20_000;

/** Opens a wire to a port of this machine. */
export function openWire(port: number): Wire {
  let socket: Socket | undefined;
  return {
    async exchange(bytes) {
      socket = socket?.writable && !socket.readableEnded ? socket : connect(port, "127.0.0.1");
      const answer = await exchangeOn(socket, bytes);
      if (answer.headers.get("connection") === "close") socket.destroy();
      return answer;
    },
    close: () => socket?.destroy(),
  };
}

async function exchangeOn(socket: Socket, bytes: Uint8Array): Promise<RawAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<RawAnswer>();
  let text = "";
  const onData = (chunk: Buffer) => {
    text += chunk.toString("latin1");
    const answer = answersIn(text).find(({ status }) => status >= 200);
    if (answer && Buffer.byteLength(answer.body) >= Number(answer.headers.get("content-length") ?? 0))
      resolve(answer);
  };
  const onEnd = () =>
    reject(new Error(`the connection ended without an answer, after "${text.slice(0, 200)}"`));
  socket.on("data", onData).once("close", onEnd).once("error", reject);
  const timer = setTimeout(() => reject(new Error("no answer came")), patienceMs);
  try {
    socket.write(bytes);
    return await promise;
  } finally {
    clearTimeout(timer);
    socket.off("data", onData).off("close", onEnd).off("error", reject);
  }
}
