import { loaded } from "../bodies/bodies.ts";
import { keyIdOf } from "../sealing/sealed-body.ts";
import type { Route } from "../route.ts";
import type { DeliveryPorts } from "./ports.ts";
import type { Token } from "./token.ts";

type Reader = { readonly route: Route; readonly ports: Pick<DeliveryPorts, "bodies"> };

/** Whether the data of a token have to be fetched or opened before anything can be read of them. */
export const isClosed = ({ stored, body }: Pick<Token, "stored" | "body">): boolean =>
  stored !== undefined || keyIdOf(body) !== undefined;

/**
 * Does work with the data of a token at hand: what is stored is loaded first, and let go of afterwards; what is sealed is
 * opened. Where that cannot be done the token says why, and the attempt with it.
 * @throws BodyAway where the store cannot be used for the moment; the work was not begun
 */
export async function withBody<T>(
  token: Token,
  { route, ports: { bodies } }: Reader,
  signal: AbortSignal,
  work: (loaded: Token) => Promise<T>,
): Promise<T> {
  const { stored } = token;
  if (!isClosed(token)) return work(token);
  if (!stored) return work(await opened(token, bodies));
  const letGo = await bodies.take(route.connection.id, stored.bytes, signal);
  try {
    return await work(await opened(token, bodies));
  } finally {
    letGo();
  }
}

const opened = (token: Token, bodies: Reader["ports"]["bodies"]): Promise<Token> =>
  loaded(token, bodies).catch((cause: unknown) => {
    throw new BodyAway(cause);
  });

/** The store of large bodies, or of keys, cannot be used for the moment. */
export class BodyAway extends Error {
  constructor(cause: unknown) {
    super("the data cannot be read from their store", { cause });
    this.name = "BodyAway";
  }
}
