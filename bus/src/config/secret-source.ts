/** Gives the secrets of a connection by name; undefined for one that is not set. */
export type SecretSource = (connection: string, secret: string) => string | undefined;

/** The environment variable of a secret: `PAYTRONIX_INTEGRATION_SECRET` for `paytronix` and `integrationSecret`. */
export function secretVariable(connection: string, secret: string): string {
  const words = (text: string) => text.replace(/([a-z0-9])([A-Z])/g, "$1_$2").replace(/[^A-Za-z0-9]+/g, "_");
  return `${words(connection)}_${words(secret)}`.toUpperCase();
}
