import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { amqpConversation } from "./amqp.ts";
import { notUnderstood, type Conversation } from "./conversation.ts";
import { postgresConversation } from "./postgres.ts";
import { watch, type CutAt, type Trap } from "./trap.ts";
import { carry, fair, type Weather } from "./way.ts";

/** Where bytes go. */
export type Direction = "toServer" | "toClient";

/** A way to one server on which everything can happen; what it does to one client is nobody else's. */
export type Proxy = {
  /** The server's URL, with the proxy's own address in it. */
  readonly url: string;
  /** How many connections stand. */
  connections(): number;
  /** Breaks the connections that stand (RST); new ones are let in. */
  reset(): void;
  /** Breaks the connections that stand and refuses new ones. */
  cut(): Promise<void>;
  /** Everything passes again: ends `cut`, `stall`, `swallow`, `delay` and `slice`, and forgets traps. */
  mend(): Promise<void>;
  /** Ends one direction of the connections that stand (FIN); the other goes on. */
  halfClose(direction: Direction): void;
  /** Nothing passes in this direction, or in both, until `mend`; then what had gathered does. */
  stall(direction?: Direction): void;
  /** What is said in this direction is lost, on connections that stand and seem well. */
  swallow(direction: Direction): void;
  /** Every byte takes so much longer in each direction. */
  delay(ms: number): void;
  /** Bytes arrive in pieces of so many. */
  slice(bytes: number): void;
  /** Breaks the connection that passes the last of so many bytes in this direction; resolves when it did. */
  cutAfterBytes(bytes: number, direction: Direction): Promise<void>;
  /** Breaks a connection at a place in its conversation (AMQP and Postgres); resolves when it did. */
  cutAt(place: CutAt): Promise<void>;
  close(): Promise<void>;
};

type Connection = { readonly client: Socket; readonly server: Socket };

const protocols: Readonly<Record<string, { readonly port: number; conversation(): Conversation }>> = {
  "amqp:": { port: 5_672, conversation: amqpConversation },
  "postgres:": { port: 5_432, conversation: postgresConversation },
  "postgresql:": { port: 5_432, conversation: postgresConversation },
};

/** Opens a proxy on the loopback interface to the server of a URL. */
export async function openProxy(target: string): Promise<Proxy> {
  const { hostname, port, protocol } = new URL(target);
  const known = protocols[protocol] ?? { port: 80, conversation: notUnderstood };
  const connections = new Set<Connection>();
  const traps = new Set<Trap>();
  const weather = { toServer: fair(), toClient: fair() };
  const thaws = new Set<() => void>();

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const outer = connect({
      port: Number(port || known.port),
      host: hostname,
      allowHalfOpen: true,
      noDelay: true,
    });
    const connection = { client, server: outer };
    connections.add(connection);
    join(connection, known.conversation(), traps, weather, () => connections.delete(connection));
  });
  const own = await listen(server, 0);
  const reset = () => {
    for (const { client, server: outer } of connections)
      for (const socket of [client, outer]) socket.resetAndDestroy();
  };
  const both = Object.values(weather);
  const thaw = () => {
    for (const open of thaws) open();
    thaws.clear();
  };

  return {
    url: Object.assign(new URL(target), { hostname: "127.0.0.1", port: String(own) }).href,
    connections: () => connections.size,
    reset,
    async cut() {
      if (!server.listening) return;
      const closed = once(server, "close");
      server.close();
      reset();
      await closed;
    },
    async mend() {
      for (const one of both) Object.assign(one, fair());
      traps.clear();
      thaw();
      if (!server.listening) await listen(server, own);
    },
    halfClose(direction) {
      for (const { client, server: outer } of connections) (direction === "toClient" ? client : outer).end();
    },
    stall(direction) {
      for (const one of direction ? [weather[direction]] : both) {
        const { promise, resolve } = Promise.withResolvers<void>();
        one.open = promise;
        thaws.add(resolve);
      }
    },
    swallow: (direction) => void (weather[direction].isSwallowing = true),
    delay: (ms) => both.forEach((one) => (one.delayMs = ms)),
    slice: (bytes) => both.forEach((one) => (one.sliceBytes = bytes)),
    cutAfterBytes: (bytes, direction) =>
      new Promise((resolve) => Object.assign(weather[direction], { bytesLeft: bytes, exceeded: resolve })),
    cutAt: (place) => new Promise((sprung) => void traps.add({ ...place, left: place.nth ?? 1, sprung })),
    async close() {
      traps.clear();
      const closed = server.listening ? once(server, "close") : undefined;
      server.close();
      reset();
      thaw();
      await closed;
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return address !== null && typeof address === "object" ? address.port : 0;
}

function join(
  { client, server }: Connection,
  conversation: Conversation,
  traps: Set<Trap>,
  weather: Readonly<Record<Direction, Weather>>,
  gone: () => void,
): void {
  const watched = watch(conversation, traps);
  let isCut = false;
  const cut = () => {
    isCut = true;
    client.resetAndDestroy();
    // A reset would take from the server what it has not yet read.
    server.end();
  };
  const ends = [
    { socket: client, other: server, way: weather.toServer },
    { socket: server, other: client, way: weather.toClient },
  ];
  for (const { socket, other, way } of ends) {
    socket.on("error", () => undefined); // a broken connection is what the proxy is for
    const passOn = (isReset: boolean) => {
      if (!isCut) void (isReset ? other.resetAndDestroy() : other.destroy());
    };
    socket.on("close", (isReset: boolean) => {
      if (client.destroyed && server.destroyed) gone();
      watched.ended();
      // An end does not pass either where nothing does.
      void way.open.then(() => passOn(isReset));
    });
  }
  void carry({ from: client, to: server, weather: weather.toServer, inspect: watched.toServer, cut }).catch(
    ended,
  );
  void carry({ from: server, to: client, weather: weather.toClient, inspect: watched.toClient, cut }).catch(
    ended,
  );
}

/** A socket that breaks while it is read is closed already, and says so by itself. */
const ended = () => undefined;
