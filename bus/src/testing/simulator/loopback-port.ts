import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";

const host = "127.0.0.1";

/** An HTTP port on the loopback interface that can be shut and opened again under the same number. */
export class LoopbackPort {
  readonly #server: Server;
  readonly #owner: string;
  #port: number;

  /** `owner` names the port in errors; port 0 takes a free one. */
  constructor(owner: string, port: number, listener: RequestListener) {
    this.#owner = owner;
    this.#port = port;
    this.#server = createServer(listener);
    // Longer than any client's: a connection dropped for idleness must not look like a fault that nobody scripted.
    this.#server.keepAliveTimeout = 60_000;
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `http://${host}:${this.#port}`;
  }

  /** @throws where the port is taken */
  async open(): Promise<void> {
    if (this.#server.listening) return;
    this.#server.listen(this.#port, host);
    try {
      await once(this.#server, "listening");
    } catch (cause) {
      throw new Error(`Simulator ${this.#owner}: port ${this.#port} cannot be opened on ${host}.`, { cause });
    }
    const address = this.#server.address();
    if (address !== null && typeof address === "object") this.#port = address.port;
  }

  /** Refuses connections from now on and cuts those that are open. */
  async shut(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}
