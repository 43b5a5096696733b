import { Socket } from "node:net";

/** What postgres.js tells of the connection that it wants: hosts and ports of a URL in their order, or a path. */
type Wanted = {
  readonly host: readonly string[];
  readonly port: readonly number[];
  readonly path?: string | false;
};

/**
 * Makes the sockets of a postgres.js pool, such that one that breaks is seen to be closed and nothing else.
 *
 * Between a socket's error and its close postgres.js still gives it statements. When a server is killed and resets all
 * connections at once, that is what a repeat of the first failed statement meets: it would never be answered, or be
 * answered by another statement's rows once the connection is made again (3.4.9, connection.js, `closed` after an
 * error). A close without an error makes it reject whatever was given.
 */
export function openSockets(): (wanted: Wanted) => Socket {
  let tried = 0;
  return ({ host, port, path }) => {
    const socket = new Socket();
    // Before the server has said anything it is a failed try to connect, which is told as one.
    socket.destroy = (error) =>
      Socket.prototype.destroy.call(socket, socket.bytesRead > 0 ? undefined : error);
    const turn = tried++ % host.length;
    if (path) return socket.connect(path);
    return socket.connect(port[turn] ?? 5_432, host[turn] ?? "localhost");
  };
}
