import { Link } from "@tanstack/react-router";
import type { Answer } from "../../api/queries.ts";
import { Facts } from "../../parts/page.tsx";
import { countOf, percentOf } from "../../parts/words.ts";
import { invalidShareOf } from "../contracts/contract-rows.ts";

type Contract = Answer<"/api/v1/contracts/{type}">;

/** Whose it is, what it is about, who sends and who takes it. */
export function ContractFacts({ contract }: { readonly contract: Contract }) {
  const { owner, entityKey, semantics, lastDay, routes } = contract;
  const share = invalidShareOf(contract);
  return (
    <Facts
      facts={[
        ["Owner", owner],
        ["About", <code key="key">{entityKey}</code>],
        ["Says", semantics === "state" ? "all of the state" : "what changed"],
        ["Last 24 hours", `${lastDay.about ? "about " : ""}${countOf(lastDay.messages)}`],
        [
          "Not valid",
          share === undefined ? "nothing came" : `${percentOf(share)} (${countOf(lastDay.invalid)})`,
        ],
        ["Producers", <Producers key="sources" sources={lastDay.sources} />],
        ["Consumers", <Consumers key="routes" routes={routes} />],
      ]}
    />
  );
}

function Producers({ sources }: { readonly sources: Contract["lastDay"]["sources"] }) {
  if (sources.length === 0) return "nobody in 24 hours";
  return (
    <ul>
      {sources.map(({ source, messages }) => (
        <li key={source}>
          <code>{source}</code> <span className="faint numbers">{countOf(messages)}</span>
        </li>
      ))}
    </ul>
  );
}

function Consumers({ routes }: { readonly routes: readonly string[] }) {
  if (routes.length === 0) return "no route";
  return (
    <ul>
      {routes.map((name) => (
        <li key={name}>
          <Link to="/routes/$name" params={{ name }}>
            {name}
          </Link>
        </li>
      ))}
    </ul>
  );
}
