import { evaluate, parse } from "groq-js";
import { lakeError, type Answer } from "./answer.ts";
import { shown, type StoredDocument } from "./document-store.ts";

/** What `GET …/data/query/{dataset}` asks: a GROQ query, its parameters, and whether drafts are seen. */
type Query = {
  readonly query: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly seesDrafts: boolean;
};

/** A query over the documents, evaluated by Sanity's own GROQ; a reader without a token sees what is public. */
export async function answerQuery(
  { query, params, seesDrafts }: Query,
  documents: readonly StoredDocument[],
): Promise<Answer> {
  const dataset = documents.filter(({ id }) => seesDrafts || !id.includes(".")).map(shown);
  let tree;
  try {
    tree = parse(query, { params: { ...params } });
  } catch (error) {
    return lakeError(400, "queryParseError", error instanceof Error ? error.message : "cannot be parsed");
  }
  const value = await evaluate(tree, { dataset, params: { ...params } });
  return { status: 200, body: { query, result: await value.get(), ms: 1 } };
}

/** A query as the URL says it: parameters begin with $ and are JSON. */
export function queryOf({ query = "", perspective, ...rest }: Readonly<Record<string, string>>): Query {
  const params = Object.entries(rest).flatMap(([name, value]) =>
    name.startsWith("$") ? [[name.slice(1), JSON.parse(value) as unknown] as const] : [],
  );
  const seesDrafts = perspective === "raw" || perspective === "drafts";
  return { query, params: Object.fromEntries(params), seesDrafts };
}
