import type { Duplex } from "node:stream";

/**
 * Lets what a socket is given in one turn of the event loop leave by one system call: call the result before each write.
 * amqplib writes every frame by itself, and a call costs more than all else that a publish is.
 */
export function gatherWrites(socket: Pick<Duplex, "cork" | "uncork">): () => void {
  let gathering = false;
  return () => {
    if (gathering) return;
    gathering = true;
    socket.cork();
    // amqplib hands its frames over in the check phase of this turn; only the next one is certainly behind it.
    setImmediate(() =>
      setImmediate(() => {
        gathering = false;
        socket.uncork();
      }),
    );
  };
}
