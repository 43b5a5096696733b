import type { Duplex } from "node:stream";

/**
 * Lets what is written to a socket in one go leave by one system call. amqplib hands the socket frame by frame, whatever many
 * it has, and a call for each costs more than all else that a publish is.
 */
export function gatherWrites(socket: Pick<Duplex, "cork" | "uncork" | "write">): void {
  const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
  let gathering = false;
  const release = () => {
    gathering = false;
    socket.uncork();
  };
  socket.write = (...args: unknown[]) => {
    if (!gathering) {
      gathering = true;
      socket.cork();
      // amqplib gives all that it has without a pause; what comes after that comes too late.
      process.nextTick(release);
    }
    return write(...args);
  };
}
