import type { Route } from "../route.ts";
import type { DeliveryPorts } from "./ports.ts";
import type { Token } from "./token.ts";

type Reader = { readonly route: Route; readonly ports: Pick<DeliveryPorts, "bodies"> };

/**
 * Does work with the bytes of a token at hand: those that are stored are loaded first, and let go of afterwards. Where they
 * are gone or damaged the body stays empty, and the attempt says so.
 * @throws BodyAway where the store cannot be used for the moment; the work was not begun
 */
export async function withBody<T>(
  token: Token,
  { route, ports: { bodies } }: Reader,
  signal: AbortSignal,
  work: (loaded: Token) => Promise<T>,
): Promise<T> {
  const { stored } = token;
  if (!stored) return work(token);
  const letGo = await bodies.take(route.connection.id, stored.bytes, signal);
  try {
    const body = await bodies.load(stored).catch((cause: unknown) => {
      throw new BodyAway(cause);
    });
    return await work(body ? { ...token, body } : token);
  } finally {
    letGo();
  }
}

/** The store of large bodies cannot be used for the moment. */
export class BodyAway extends Error {
  constructor(cause: unknown) {
    super("the store of large bodies cannot be used", { cause });
    this.name = "BodyAway";
  }
}
