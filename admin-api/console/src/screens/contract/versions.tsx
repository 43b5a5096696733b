import { getRouteApi, Link } from "@tanstack/react-router";
import { useRead, type Answer } from "../../api/queries.ts";
import { Empty, Loaded } from "../../parts/empty.tsx";
import { Field } from "../../parts/field.tsx";
import { List, type Column } from "../../parts/list.tsx";
import { Section } from "../../parts/page.tsx";
import { useSetQuery } from "../../parts/query-link.tsx";
import { Badge } from "../../parts/state.tsx";

const route = getRouteApi("/shell/contracts/$type");

type Contract = Answer<"/api/v1/contracts/{type}">;
type Diff = Answer<"/api/v1/contracts/{type}/diff">;

const columns: readonly Column<Diff["changes"][number]>[] = [
  { name: "pointer", words: "Where", cell: ({ pointer }) => <code>{pointer || "/"}</code> },
  {
    name: "effect",
    words: "Effect",
    cell: ({ effect }) => <Badge tone={effect === "breaking" ? "bad" : "good"}>{effect}</Badge>,
  },
  { name: "reason", words: "Why", isWide: true, cell: ({ reason }) => reason },
];

/** All versions of a contract, and what changed between one of them and this one. */
export function Versions({ contract: { type, versions, upcasts } }: { readonly contract: Contract }) {
  const { against } = route.useSearch();
  const set = useSetQuery();
  const others = versions.filter((version) => version !== type);
  const before = others.find((version) => version === against) ?? others.at(-1);
  if (before === undefined)
    return (
      <Empty title="It has one version">
        <p>
          A change that breaks nobody is made in place; any other begins a new version beside this one. The
          command <code>npx spindle contracts check</code> tells which it is.
        </p>
      </Empty>
    );
  return (
    <Section title="What changed">
      <Field label="Compared with">
        {(ids) => (
          <select
            {...ids}
            className="input"
            value={before}
            onChange={({ target }) => set({ against: target.value })}
          >
            {others.map((version) => (
              <option key={version} value={version}>
                {version}
              </option>
            ))}
          </select>
        )}
      </Field>
      <p>
        <Link to="/contracts/$type" params={{ type: before }}>
          Open {before}
        </Link>
        {upcasts &&
          (upcasts.impossible === null
            ? `. Messages of ${upcasts.from} are lifted to this one for whoever takes it.`
            : `. Messages of ${upcasts.from} cannot be lifted to this one: ${upcasts.impossible}`)}
      </p>
      <Compared type={type} against={before} />
    </Section>
  );
}

function Compared({ type, against }: { readonly type: string; readonly against: string }) {
  const diff = useRead("/api/v1/contracts/{type}/diff", { path: { type }, query: { against } });
  return (
    <Loaded of={diff}>
      {({ verdict, changes }) => (
        <>
          <p>
            {verdict === "breaking" ? (
              <Badge tone="bad">breaking</Badge>
            ) : (
              <Badge tone="good">compatible</Badge>
            )}{" "}
            {verdict === "breaking"
              ? `Something that ${against} allows is refused here, or a promise is gone.`
              : `All that ${against} allows is allowed here, too.`}
          </p>
          {changes.length > 0 && (
            <List
              label="Changes"
              rows={changes}
              columns={columns}
              idOf={({ pointer, reason }) => `${pointer} ${reason}`}
            />
          )}
        </>
      )}
    </Loaded>
  );
}
