import {
  blocked,
  inDoubt,
  rejected,
  throttled,
  type Outcome,
  type VendorResponse,
} from "@spindlebus/bus/adapter";

/**
 * What an answer other than 2xx means. Punchh has no error codes: a text, a list or a map of texts under `errors` or `error`;
 * the key of a map (`user_not_found`) is the nearest to a code.
 */
export function refusal(response: VendorResponse): Outcome {
  const { status } = response;
  const { code, message } = errorOf(response);
  switch (status) {
    case 429:
      return throttled(message);
    case 401:
    case 403:
      return blocked(
        "credentials_refused",
        `Punchh refused the credentials (${status}): mend the secrets adminKey and clientSecret, and the setting client, then replay. Punchh says: ${message}`,
      );
    case 412:
      return blocked(
        "digest_refused",
        `Punchh refused the digest: mend the secret clientSecret, or what changes requests on their way, then replay. Punchh says: ${message}`,
      );
    case 408:
      return inDoubt(code, message);
    default:
      if (status >= 200 && status < 300)
        return inDoubt("unexpected_answer", `Punchh answered ${status}, which was not expected.`);
      if (status >= 300 && status < 400)
        return blocked("not_punchh", `The host redirects elsewhere (${status}): mend the setting baseUrl.`);
      return rejected(code, message);
  }
}

/** The nearest to a code, and Punchh's words without what may be a guest's. */
export function errorOf({ status, json }: VendorResponse): {
  readonly code: string;
  readonly message: string;
} {
  const body =
    typeof json === "object" && json !== null ? (json as { errors?: unknown; error?: unknown }) : {};
  const said = Array.isArray(json) ? json : (body.errors ?? body.error);
  const map = typeof said === "object" && said !== null && !Array.isArray(said) ? Object.keys(said) : [];
  const words = textsIn(said).join("; ") || `Punchh answered ${status}.`;
  const [code = `http_${status}`] = map;
  return { code: code.slice(0, 100), message: withoutPersonal(words) };
}

/** Whether an answer says that somebody or something has it already. */
export const saysDuplicate = (response: VendorResponse): boolean =>
  response.status === 422 && /already|duplicate|taken/i.test(errorOf(response).message);

function textsIn(said: unknown): readonly string[] {
  if (typeof said === "string") return [said];
  if (Array.isArray(said)) return said.flatMap(textsIn);
  if (typeof said !== "object" || said === null) return [];
  return Object.entries(said).flatMap(([name, value]) => textsIn(value).map((text) => `${name} ${text}`));
}

const withoutPersonal = (text: string): string =>
  text
    .slice(0, 600)
    .replaceAll(/[^\s@"',;]+@[^\s@"',;]+/g, "…@…")
    .replaceAll(/\+?\d{7,}/g, (digits) => `…${digits.slice(-4)}`)
    .slice(0, 300);
