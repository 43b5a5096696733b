import { getRouteApi, Link } from "@tanstack/react-router";
import { urlOf } from "../../api/base.ts";
import { useRead, type Answer } from "../../api/queries.ts";
import { Empty, Loaded } from "../../parts/empty.tsx";
import { JsonView } from "../../parts/json-view.tsx";
import { CopyButton } from "../../parts/copy.tsx";
import { Page } from "../../parts/page.tsx";
import { Badge } from "../../parts/state.tsx";
import { Tabs } from "../../parts/tabs.tsx";
import { FieldTable } from "../../schemas/field-table.tsx";
import { newerOf } from "../contracts/contract-rows.ts";
import { ContractFacts } from "./contract-facts.tsx";
import { Publish } from "./publish.tsx";
import { SendTestMessage } from "./send-test-message.tsx";
import { Versions } from "./versions.tsx";

const route = getRouteApi("/shell/contracts/$type");

type Contract = Answer<"/api/v1/contracts/{type}">;

const tabs = [
  { name: "fields", words: "Fields" },
  { name: "schema", words: "JSON Schema" },
  { name: "examples", words: "Examples" },
  { name: "versions", words: "Versions" },
  { name: "publish", words: "Publish" },
] as const;

/** One contract: what a message of the type says, who sends and takes it, and how one sends it. */
export function Screen() {
  const { type } = route.useParams();
  const contract = useRead("/api/v1/contracts/{type}", { path: { type } });
  if (contract.data) return <Shown contract={contract.data} />;
  return (
    <Page title={type}>
      <Loaded of={contract}>{() => null}</Loaded>
    </Page>
  );
}

function Shown({ contract }: { readonly contract: Contract }) {
  const { tab: asked } = route.useSearch();
  const tab = tabs.find(({ name }) => name === asked)?.name ?? "fields";
  const { type, summary, kind, deprecated } = contract;
  const newer = newerOf(contract);
  return (
    <Page
      title={type}
      lead={
        <span className="row">
          <Badge>{kind}</Badge>
          {summary}
          {deprecated !== null && <span>Deprecated: {deprecated}</span>}
          {newer !== undefined && (
            <Link to="/contracts/$type" params={{ type: newer }}>
              {deprecated === null ? `Deprecated: use ${newer}` : `Newer: ${newer}`}
            </Link>
          )}
        </span>
      }
      actions={
        <>
          <SendTestMessage key={type} contract={contract} />
          <CopyButton text={type} label="Copy the type" words="Copy type" />
          <a className="button" href={urlOf("asyncapi.json")} download="asyncapi.json">
            AsyncAPI
          </a>
        </>
      }
    >
      <ContractFacts contract={contract} />
      <Tabs label="Parts of the contract" tabs={tabs} param="tab" value={tab} clears={["against"]} />
      <Part contract={contract} tab={tab} />
    </Page>
  );
}

type PartProps = { readonly contract: Contract; readonly tab: (typeof tabs)[number]["name"] };

function Part({ contract, tab }: PartProps) {
  const { type, schema, examples } = contract;
  switch (tab) {
    case "fields":
      return <FieldTable key={type} label={`Fields of ${type}`} schema={schema} root={schema} />;
    case "schema":
      return <JsonView key={type} label="JSON Schema" text={JSON.stringify(schema, null, 2)} />;
    case "examples":
      return <Examples examples={examples} />;
    case "versions":
      return <Versions contract={contract} />;
    case "publish":
      return <Publish contract={contract} />;
  }
}

function Examples({ examples }: { readonly examples: readonly unknown[] }) {
  if (examples.length === 0) return <Empty title="It has no example" />;
  return examples.map((example, index) => {
    const text = JSON.stringify(example, null, 2);
    return (
      <section key={text} className="stack-s" aria-label={`Example ${index + 1}`}>
        <div className="row">
          <h2>Example {index + 1}</h2>
          <CopyButton text={text} label={`Copy example ${index + 1}`} words="Copy" />
        </div>
        <JsonView label={`Example ${index + 1}`} text={text} />
      </section>
    );
  });
}
