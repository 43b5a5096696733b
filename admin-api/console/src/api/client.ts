import createClient, { type Middleware } from "openapi-fetch";
import { baseUrl, ownHeader } from "./base.ts";
import { Problem } from "./problem.ts";
import type { paths } from "./schema.gen.ts";

const problems: Middleware = {
  async onResponse({ response }) {
    if (response.ok) return;
    const isJson = (response.headers.get("content-type") ?? "").includes("json");
    throw new Problem(response.status, isJson ? await response.json() : {});
  },
};

/** The admin API, typed by its OpenAPI document. Every refusal is thrown as a {@link Problem}. */
export const api = createClient<paths>({
  baseUrl: baseUrl.href.replace(/\/$/, ""),
  headers: ownHeader,
  credentials: "same-origin",
});
api.use(problems);

/** The body of an answer, which is there whenever nothing was thrown. */
export async function bodyOf<Body>(answer: Promise<{ readonly data?: Body | undefined }>): Promise<Body> {
  const { data } = await answer;
  return data as Body; // the middleware has thrown for every answer without one
}
