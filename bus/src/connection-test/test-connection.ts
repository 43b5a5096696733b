import { acceptedBy } from "../adapter/check.ts";
import type { VendorResponse } from "../adapter/index.ts";
import type { Answer } from "../delivery/ports.ts";
import { hiddenValue } from "../mask-body.ts";
import type { Connection } from "../route.ts";

/** What a test of a connection found out; nothing was changed at the vendor. */
export type ConnectionTest = {
  /** Whether a connection to the vendor was opened: the name was found, and TCP and TLS went well. */
  readonly reached: boolean;
  /** Whether the vendor takes the credentials; null where that is not known. */
  readonly authenticated: boolean | null;
  /** Of the vendor's answer, where there was one. */
  readonly status: number | null;
  readonly durationMs: number;
  /** For a person; nothing of the vendor's answer but its status is in it. */
  readonly words: string;
};

/** How to ask a vendor. */
export type Asking = {
  /** Sends the adapter's check; undefined where there is none. */
  readonly send: (() => Promise<Answer>) | undefined;
  /** Opens a connection and sends nothing; rejects where that fails. */
  readonly open: () => Promise<void>;
  readonly nowMs: () => number;
};

/** Asks the vendor by its adapter's check, or where it has none, opens a connection and closes it. */
export async function testConnection(
  connection: Connection,
  { send, open, nowMs }: Asking,
): Promise<ConnectionTest> {
  const startedMs = nowMs();
  const found = send ? told(connection, await send()) : await opened(connection, open);
  return {
    ...found,
    durationMs: Math.round(nowMs() - startedMs),
    words: withoutSecrets(found.words, connection),
  };
}

type Found = Omit<ConnectionTest, "durationMs">;

function told(connection: Connection, answer: Answer): Found {
  if (answer.kind === "answered") return answered(connection, answer.response);
  const { kind, code, message: words } = answer;
  const none = { authenticated: null, status: null, words };
  if (kind === "noAnswer") return { ...none, reached: true };
  // Whoever gives access tokens is asked first, and refuses before the check is sent.
  if (code === "credentialsRefused") return { ...none, reached: true, authenticated: false };
  return { ...none, reached: /^token(\d|Throttled|Unreadable)/.test(code) };
}

function answered(connection: Connection, response: VendorResponse): Found {
  const { adapter, settings } = connection;
  const { host } = new URL(settings.baseUrl);
  const { status } = response;
  const authenticated = (adapter.check?.interpret ?? acceptedBy)(response) ?? null;
  return {
    reached: true,
    authenticated,
    status,
    words: `${host} answered ${status}${verdict(authenticated)}`,
  };
}

function verdict(authenticated: boolean | null): string {
  if (authenticated === null) return ", which says nothing about the credentials.";
  return authenticated
    ? " and takes the credentials."
    : ": it does not take the credentials. Look at the secrets of this connection, and at their rights.";
}

async function opened({ adapter, settings }: Connection, open: () => Promise<void>): Promise<Found> {
  const { host } = new URL(settings.baseUrl);
  const unknown = { authenticated: null, status: null };
  try {
    await open();
    return {
      ...unknown,
      reached: true,
      words: `A connection to ${host} was opened, and nothing was sent: the adapter ${adapter.name} declares no check, so whether the credentials are taken is not known.${adapter.noCheck ? ` ${adapter.noCheck}` : ""}`,
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ...unknown, reached: false, words: `No connection to ${host} could be opened: ${reason}` };
  }
}

/** Messages of errors may quote URLs and headers. */
const withoutSecrets = (words: string, { secrets }: Connection): string =>
  Object.values(secrets)
    .filter((secret) => secret.length > 0)
    .reduce((text, secret) => text.replaceAll(secret, hiddenValue), words);
