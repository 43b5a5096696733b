import { getRouteApi } from "@tanstack/react-router";
import { urlOf } from "../../api/base.ts";
import { Empty, Loaded } from "../../parts/empty.tsx";
import { Page } from "../../parts/page.tsx";
import { QueryLink } from "../../parts/query-link.tsx";
import { SearchBox } from "../../parts/search-box.tsx";
import { classes } from "../../parts/classes.ts";
import { countOf } from "../../parts/words.ts";
import { isFound, operationsOf, type OpenApi } from "./openapi.ts";
import { OperationView } from "./operation-view.tsx";
import { OperationList } from "./operation-list.tsx";
import { useOpenApi } from "./use-openapi.ts";
import "./docs.css";

const route = getRouteApi("/shell/docs");

/** The reference of the admin API, from this installation's own documents. */
export function Screen() {
  const document = useOpenApi();
  return (
    <Page
      title="API reference"
      lead="Everything that this console does goes through this API: with the same session, or with a token."
      actions={
        <>
          <a className="button" href={urlOf("openapi.json")} download="openapi.json">
            OpenAPI
          </a>
          <a className="button" href={urlOf("asyncapi.json")} download="asyncapi.json">
            AsyncAPI
          </a>
        </>
      }
    >
      <Loaded of={document} rows={12}>
        {(read) => <Reference document={read} />}
      </Loaded>
    </Page>
  );
}

function Reference({ document }: { readonly document: OpenApi }) {
  const { q = "", op } = route.useSearch();
  const operations = operationsOf(document);
  const found = operations.filter((operation) => isFound(operation, q));
  const open = operations.find(({ id }) => id === op);
  return (
    <div className={classes("docs", open && "docs-open")}>
      <div className="docs-list">
        <SearchBox value={q} label="Find an operation" />
        <p className="faint" role="status">
          {countOf(found.length)} of {countOf(operations.length)} operations shown
        </p>
        {found.length === 0 ? (
          <Empty title="No operation is like this">
            <QueryLink set={{ q: undefined }}>Show all operations</QueryLink>
          </Empty>
        ) : (
          <OperationList operations={found} current={op} />
        )}
      </div>
      {open && <OperationView key={open.id} operation={open} document={document} />}
      {op !== undefined && !open && <Empty title="This API has no such operation" />}
    </div>
  );
}
