import { baseUrl } from "../../api/base.ts";
import { useRead } from "../../api/queries.ts";
import { CopyButton } from "../../parts/copy.tsx";
import { QueryLink } from "../../parts/query-link.tsx";
import { FieldTable } from "../../schemas/field-table.tsx";
import type { JsonSchema } from "../../schemas/json-schema.ts";
import { canBeTried, curlOf, jsonOf, schemaOf, type OpenApi, type Operation } from "./openapi.ts";
import { TryIt } from "./try-it.tsx";

type ViewProps = { readonly operation: Operation; readonly document: OpenApi };

/** One operation: what it does, who may, what it takes and answers. */
export function OperationView({ operation, document }: ViewProps) {
  const { method, path, summary, description, parameters = [], requestBody, responses = {} } = operation;
  const body = jsonOf(requestBody?.content);
  const curl = curlOf(operation, baseUrl.href.replace(/\/$/, ""), {});
  return (
    <article className="docs-operation stack" aria-label={summary ?? path}>
      <QueryLink set={{ op: undefined }} className="docs-back">
        All operations
      </QueryLink>
      <h2>{summary}</h2>
      <div className="row">
        <code>
          {method.toUpperCase()} {path}
        </code>
        <CopyButton text={curl} label="Copy as curl" words="Copy as curl" />
      </div>
      <Right operation={operation} />
      {description !== undefined && <p>{description}</p>}
      {parameters.length > 0 && <Part title="Parameters" schema={schemaOf(parameters)} document={document} />}
      {body && <Part title="Request" schema={body} document={document} />}
      {canBeTried(operation) && <TryIt operation={operation} />}
      {Object.entries(responses).map(([status, { description: words = "", content }]) => (
        <Part
          key={status}
          title={status === "default" ? "A refusal" : `Answer ${status}`}
          words={words}
          schema={jsonOf(content)}
          document={document}
        />
      ))}
    </article>
  );
}

/** Who may, in the words of the rights table. */
function Right({ operation }: { readonly operation: Operation }) {
  const right = operation["x-right"];
  const roles = useRead("/api/v1/about").data?.roles;
  if (right === undefined) return <p>Open to everybody: this is how one signs in.</p>;
  const may = roles?.filter((role) => role.rights.includes(right)).map(({ name }) => name);
  return (
    <p>
      Needs the right <code>{right}</code>
      {may && <span className="faint">: {may.join(", ")}</span>}
    </p>
  );
}

type PartProps = {
  readonly title: string;
  readonly words?: string;
  readonly schema: JsonSchema | undefined;
  readonly document: OpenApi;
};

const Part = ({ title, words, schema, document }: PartProps) => (
  <section className="stack-s" aria-label={title}>
    <h3>{title}</h3>
    {words !== undefined && <p>{words}</p>}
    {schema && <FieldTable label={title} schema={schema} root={document} />}
  </section>
);
