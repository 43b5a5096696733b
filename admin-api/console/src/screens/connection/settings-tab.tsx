import type { Connection } from "../../connections/state.ts";
import { Empty } from "../../parts/empty.tsx";
import { Facts, Section } from "../../parts/page.tsx";
import { percentOf } from "../../parts/words.ts";
import { SettingsList, type Setting } from "./settings-list.tsx";

type Detail = Connection & { readonly settings: readonly Setting[] };

/** How a connection is set, whom it serves, and what its adapter has proven. */
export function SettingsTab({ connection }: { readonly connection: Detail }) {
  return (
    <>
      <SettingsList settings={connection.settings} />
      <Serves of={connection} />
      <AdapterFacts of={connection} />
      <Conformance of={connection} />
    </>
  );
}

function Serves({ of: { serves, rollout } }: { readonly of: Connection }) {
  return (
    <Section title="Whom it serves">
      {serves === null && rollout === null && <p>Everybody.</p>}
      {serves && (
        <Facts
          facts={[
            ["Stores", namesOf(serves.stores)],
            ["Brands", namesOf(serves.brands)],
            ["Countries", namesOf(serves.countries)],
          ]}
        />
      )}
      {rollout && (
        <Facts
          facts={[
            ["Roll-out", rollout.name],
            ["Shared by", rollout.by],
            ["Its share", `${percentOf(rollout.share / 100)} of what is left at place ${rollout.place}`],
            ["Always", rollout.units.length > 0 ? namesOf(rollout.units) : undefined],
            ["Never", rollout.except.length > 0 ? namesOf(rollout.except) : undefined],
            [
              "Keeps its connection",
              rollout.keep === "unit" ? `The ${rollout.by}` : "What the message is about",
            ],
            ["Types for all of them", rollout.toAll.length > 0 ? namesOf(rollout.toAll) : undefined],
          ]}
        />
      )}
    </Section>
  );
}

const namesOf = (names: readonly string[] | null): string => (names === null ? "All" : names.join(", "));

function AdapterFacts({ of: { adapter, version, kit, check, noCheck } }: { readonly of: Connection }) {
  return (
    <Section title="Adapter">
      <Facts
        facts={[
          ["Adapter", `${adapter} ${version}`],
          ["Made for the adapter kit", kit ?? "It does not say"],
        ]}
      />
      <p>A test of the connection: {check ?? `Only opens it, and sends nothing. ${noCheck ?? ""}`}</p>
    </Section>
  );
}

function Conformance({ of: { conformance, adapter } }: { readonly of: Connection }) {
  const waivers = Object.entries(conformance?.waivers ?? {});
  return (
    <Section title="Conformance">
      {conformance ? (
        <p>
          {adapter} has passed the suite at the level <strong>{conformance.level}</strong>
          {waivers.length === 0 ? ", without exceptions." : ", but for:"}
        </p>
      ) : (
        <Empty title="Nothing is known: the adapter claims no level" />
      )}
      {waivers.length > 0 && (
        <ul className="stack-s">
          {waivers.map(([check, why]) => (
            <li key={check}>
              <strong>{check}</strong>: {why}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
