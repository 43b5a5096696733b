import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A way to a server that can be cut and mended, so that one test's outage is nobody else's. */
export type TcpLink = {
  /** The target's URL, with the link's own address in it. */
  readonly url: string;
  /** Refuses connections from now on, and breaks those that stand. */
  readonly cut: () => Promise<void>;
  readonly mend: () => Promise<void>;
  /** What the server says does not come back any more, on the connections that stand; what is sent still arrives. */
  readonly deafen: () => void;
};

/** Opens a link on the loopback interface to the server of a URL. */
export async function openTcpLink(target: string, defaultPort: number): Promise<TcpLink> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const answering = new Map<Socket, Socket>();
  const join = (from: Socket, to: Socket) => {
    sockets.add(from);
    from.on("error", () => undefined); // a broken connection is what the link is for
    from.on("close", () => {
      sockets.delete(from);
      answering.delete(from);
      to.destroy();
    });
    from.pipe(to);
  };
  const server = createServer((inner) => {
    const outer = connect(Number(port || defaultPort), hostname);
    join(inner, outer);
    join(outer, inner);
    answering.set(outer, inner);
  });
  const listen = async (on: number) => {
    server.listen(on, "127.0.0.1");
    await once(server, "listening");
  };
  await listen(0);
  const address = server.address();
  const own = address !== null && typeof address === "object" ? address.port : 0;
  const url = new URL(target);
  url.hostname = "127.0.0.1";
  url.port = String(own);
  return {
    url: url.href,
    async cut() {
      if (!server.listening) return;
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    mend: () => listen(own),
    deafen() {
      for (const [outer, inner] of answering) {
        outer.unpipe(inner);
        outer.resume();
      }
    },
  };
}
