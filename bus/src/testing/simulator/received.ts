/** How a request ended: the status answered, or the connection cut; undefined while it is being served. */
type Answered = number | "dropped" | undefined;

/** A request as the simulated vendor received it. */
export type ReceivedRequest = {
  readonly id: string;
  /** RFC 3339. */
  readonly at: string;
  readonly method: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Cut after 16,384 characters. */
  readonly body: string;
  /** The operation or read that it stood for, where it reached one. */
  operation?: string;
  answered?: Answered;
};

/** How many requests are kept, newest first to stay. */
export const keptRequests = 1_000;
const keptBody = 16_384;

/** The last requests that a simulated vendor received. */
export class ReceivedRequests {
  readonly #ring: ReceivedRequest[] = [];
  #count = 0;

  add(request: Omit<ReceivedRequest, "id">): ReceivedRequest {
    const kept = { ...request, id: `request-${this.#count + 1}`, body: request.body.slice(0, keptBody) };
    this.#ring[this.#count % keptRequests] = kept;
    this.#count += 1;
    return kept;
  }

  /** The newest `limit` requests, oldest first. */
  list(limit: number): readonly ReceivedRequest[] {
    const start = this.#count % keptRequests;
    const inOrder =
      this.#count > keptRequests ? [...this.#ring.slice(start), ...this.#ring.slice(0, start)] : this.#ring;
    return inOrder.slice(Math.max(0, inOrder.length - limit));
  }
}

const secretName = /token|secret|password|api-?key|^cookie$|^proxy-authorization$/;

/** The request without anything that opens a door: credentials, and any of the connection's secrets wherever it stands. */
export function masked(request: ReceivedRequest, secrets: readonly string[]): ReceivedRequest {
  const hide = (text: string): string =>
    secrets.reduce((rest, secret) => rest.replaceAll(secret, "***"), text);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => {
      if (name === "authorization") return [name, value.replace(/^(\S+)\s.*$|^.*$/s, "$1 ***").trim()];
      return [name, secretName.test(name) ? "***" : hide(value)];
    }),
  );
  return { ...request, path: hide(request.path), headers, body: hide(request.body) };
}
