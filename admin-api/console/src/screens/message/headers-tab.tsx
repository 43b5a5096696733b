import { useText } from "../../api/read-text.ts";
import { shownDataOf } from "../../messages/shown-data.ts";
import { CopyButton } from "../../parts/copy.tsx";
import { Loaded } from "../../parts/empty.tsx";
import "./headers-tab.css";

/** What came beside the data: the attributes of CloudEvents first, then its extensions. */
export function HeadersTab({ id }: { readonly id: string }) {
  const answer = useText(`failures/${encodeURIComponent(id)}/data`);
  return (
    <Loaded of={answer}>
      {(text) => {
        const { attributes, contentType } = shownDataOf(text);
        const all = { ...attributes, datacontenttype: contentType };
        return (
          <>
            <Attributes title="CloudEvents attributes" entries={entriesOf(all, true)} />
            <Attributes title="Extensions" entries={entriesOf(all, false)} />
          </>
        );
      }}
    </Loaded>
  );
}

type Entries = readonly (readonly [name: string, value: string])[];

const standard = ["id", "source", "type", "subject", "time", "dataschema", "datacontenttype"];

const entriesOf = (all: Readonly<Record<string, string>>, isStandard: boolean): Entries =>
  Object.entries(all)
    .filter(([name]) => standard.includes(name) === isStandard)
    .toSorted(([one], [other]) =>
      isStandard ? standard.indexOf(one) - standard.indexOf(other) : one.localeCompare(other),
    );

function Attributes({ title, entries }: { readonly title: string; readonly entries: Entries }) {
  return (
    <section className="stack-s" aria-label={title}>
      <h2>{title}</h2>
      {entries.length === 0 ? (
        <p className="faint">It carries none.</p>
      ) : (
        <dl className="header-list">
          {entries.map(([name, value]) => (
            <div key={name}>
              <dt className="mono">{name}</dt>
              <dd className="mono">{value}</dd>
              <dd>
                <CopyButton text={value} label={`Copy ${name}`} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
