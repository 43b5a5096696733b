import { generateKeyPairSync, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Provider, type Configuration, type JWK } from "oidc-provider";

/** The claims of an account or a client, by its id. */
type People = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

type Given = {
  /** Of the admin API, whose log-ins return there. */
  readonly origin: string;
  readonly audience: string;
  readonly people: People;
  readonly machines: People;
};

export const oidcClient = { id: "spindle", secret: "s3cret+of/the client" } as const;

/**
 * A real OIDC server on loopback, in which the account that `signedInAs` names is signed in without asking. `rotate` gives it
 * new keys, and `answer` may stand in for one of its paths.
 */
export async function openOidcServer(given: Given) {
  const state = {
    url: "",
    signedInAs: "ana",
    requests: [] as string[],
    answer: undefined as ((path: string, response: ServerResponse) => boolean) | undefined,
    rotate() {
      provide = providerOf(state.url, given);
    },
  };
  let provide: Provider;
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const path = (request.url ?? "").split("?")[0] ?? "";
    state.requests.push(path);
    if (state.answer?.(path, response)) return;
    if (path.startsWith("/interaction/"))
      await provide.interactionFinished(request, response, { login: { accountId: state.signedInAs } });
    else await provide.callback()(request, response);
  };
  const server = createServer((request, response) => void handle(request, response));
  const listen = async (port: number) => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  await listen(0);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the OIDC server has no port");
  state.url = `http://127.0.0.1:${address.port}`;
  state.rotate();
  return Object.assign(state, {
    listen: () => listen(address.port),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  });
}

export type OidcServer = Awaited<ReturnType<typeof openOidcServer>>;

function providerOf(issuer: string, { origin, audience, people, machines }: Given): Provider {
  const machineClients = Object.keys(machines).map((id) => ({
    client_id: id,
    client_secret: id,
    grant_types: ["client_credentials"],
    redirect_uris: [],
    response_types: [],
  }));
  const configuration: Configuration = {
    clients: [
      {
        client_id: oidcClient.id,
        client_secret: oidcClient.secret,
        redirect_uris: [`${origin}/auth/callback`],
        post_logout_redirect_uris: [`${origin}/`],
      },
      ...machineClients,
    ],
    clientDefaults: { id_token_signed_response_alg: "ES256" },
    jwks: { keys: [signingKey()] },
    cookies: { keys: ["not a secret"] },
    claims: { openid: ["sub"], profile: ["name", "groups"], email: ["email", "email_verified"] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    findAccount: (_context, id) => ({ accountId: id, claims: async () => ({ sub: id, ...people[id] }) }),
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    // Nobody is asked for consent.
    async loadExistingGrant({ oidc }) {
      const { client, session } = oidc;
      if (!client || !session?.accountId) return undefined;
      const grant = new oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope("openid profile email");
      await grant.save();
      return grant;
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => ({
          scope: "",
          audience,
          accessTokenFormat: "jwt",
          jwt: { sign: { alg: "ES256" } },
        }),
      },
    },
    extraTokenClaims: (_context, token) => machines[token.clientId ?? ""],
  };
  return new Provider(issuer, configuration);
}

function signingKey(): JWK {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { ...privateKey.export({ format: "jwk" }), kid: randomUUID(), alg: "ES256", use: "sig" };
}
