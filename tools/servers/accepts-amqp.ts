import { connect } from "node:net";

/**
 * Whether an AMQP 0-9-1 broker answers on a loopback port: it greets a client's protocol header with a method frame
 * (Connection.Start; AMQP 0-9-1 §4.2.2). An open port alone could belong to anything.
 */
export function acceptsAmqp(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    const answer = (accepted: boolean) => {
      socket.destroy();
      resolve(accepted);
    };
    socket.setTimeout(2_000, () => answer(false));
    socket.on("error", () => answer(false));
    socket.on("close", () => answer(false));
    socket.on("connect", () => socket.write("AMQP\0\0\u0009\u0001"));
    socket.on("data", (frame) => answer(frame[0] === 1));
  });
}
