import type { Answer } from "../../api/queries.ts";
import { CopyButton } from "../../parts/copy.tsx";
import { Section } from "../../parts/page.tsx";
import { commandOf, curlOf } from "./samples.ts";
import "./publish.css";

type Contract = Answer<"/api/v1/contracts/{type}">;

/** How one publishes a message of the type. */
export function Publish({ contract: { type, examples } }: { readonly contract: Contract }) {
  return (
    <>
      <Sample
        title="By command"
        text={commandOf(type)}
        words="Publishes the contract's example under a fresh business id, and waits until every delivery is settled."
      />
      <Sample
        title="By HTTP"
        text={curlOf(type, examples[0] ?? {})}
        words="Put the ingress's address and a producer's token. The id is yours: the same one twice is taken once."
      />
    </>
  );
}

type SampleProps = { readonly title: string; readonly text: string; readonly words: string };

const Sample = ({ title, text, words }: SampleProps) => (
  <Section title={title} actions={<CopyButton text={text} label={`Copy: ${title}`} words="Copy" />}>
    <p>{words}</p>
    <pre className="sample" tabIndex={0}>
      {text}
    </pre>
  </Section>
);
