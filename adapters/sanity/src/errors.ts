import {
  blocked,
  rejected,
  retry,
  throttled,
  type Outcome,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import { ErrorAnswer } from "./vendor.ts";

/**
 * What an answer other than 2xx means. A conflict comes here only after it has been read again and again. 5xx never comes
 * here: the bus takes it as in doubt, and does it again under the same transaction id.
 */
export function refusal(response: VendorResponse): Outcome {
  const { status, headers } = response;
  const said = saidIn(response);
  if (status === 429)
    return throttled(`${said?.code ?? "http_429"}: ${said?.message ?? ""}`, resetMs(headers));
  if (status === 401 || status === 403)
    return blocked("credentials_refused", credentials(status, said?.message));
  if (!said) return blocked("not_sanity", notSanity(status));
  // A document that is missing is no 404 at Sanity: only a project, a dataset or a version of the API is.
  if (status === 404) return blocked("dataset_unknown", unknownPlace(said.message));
  if (status === 402) return blocked("plan_exhausted", exhausted(said.message));
  // Whoever was faster has changed the document, and nothing was done.
  if (status === 409) return retry(said.code, said.message);
  return rejected(said.code, said.message);
}

/** Sanity's words for what is wrong with one document, which are more than those for the whole transaction. */
export function typesIn({ json }: Pick<VendorResponse, "json">): readonly string[] {
  const { data } = ErrorAnswer.safeParse(json);
  if (!data || typeof data.error === "string") return [];
  return [data.error.type, ...(data.error.items ?? []).map(({ error }) => error.type)];
}

function saidIn({ json }: VendorResponse): { readonly code: string; readonly message: string } | undefined {
  const { data } = ErrorAnswer.safeParse(json);
  if (!data) return undefined;
  if (typeof data.error === "string") {
    const message = typeof data["message"] === "string" ? data["message"] : data.error;
    return { code: data.error, message: message.slice(0, 500) };
  }
  const { type, description, items } = data.error;
  const first = items?.[0]?.error;
  const message = first?.description ?? description ?? `Sanity answered ${type}.`;
  return { code: first?.type ?? type, message: message.slice(0, 500) };
}

const credentials = (status: number, said = ""): string =>
  `Sanity refused the credentials (${status}): mend the secret token of this connection, or its rights, then replay. Sanity says: ${said}`;

const notSanity = (status: number): string =>
  `The answer (${status}) is not Sanity's: mend the setting baseUrl of this connection, or what stands in between, then replay.`;

const unknownPlace = (said: string): string =>
  `Sanity knows no such dataset: mend the settings projectId, dataset or apiVersion of this connection, then replay. Sanity says: ${said}`;

const exhausted = (said: string): string =>
  `The project's plan allows no more: extend it at Sanity, then replay. Sanity says: ${said}`;

/** Sanity's own header, where the standard one, which the bus reads itself, is missing. */
function resetMs(headers: VendorResponse["headers"]): number | undefined {
  const seconds = headers["ratelimit-reset"];
  if (headers["retry-after"] !== undefined || !seconds || !/^\d{1,6}$/.test(seconds)) return undefined;
  return Math.max(1, Number(seconds)) * 1_000;
}
