import { groupStates, type GroupFilter, type GroupState } from "../operations/failure-groups.ts";
import { instantIn, uuidForm } from "./query-fields.ts";
import { QueryFault, queryTerms, type QueryTerm } from "./query-terms.ts";

/** What a value of a field asks for, or what is wrong with it. */
type Reader = (value: string) => GroupFilter | string;

/** The groups that terms such as `state:open,regressed route:stripe.refund "card is"` find, whose names are those of the list of groups. @throws QueryFault */
export function parseGroupQuery(query: string): GroupFilter {
  const terms = queryTerms(query);
  if (terms.length === 0) throw new QueryFault(1, "it names nothing; say which groups");
  return terms.reduce<GroupFilter>((filter, term) => {
    const more = filterOf(term);
    const twice = Object.keys(more).find((name) => name in filter);
    if (twice !== undefined) throw new QueryFault(term.at, `${term.name ?? "text"} is given twice`);
    return { ...filter, ...more };
  }, {});
}

function filterOf({ name, value, at }: QueryTerm): GroupFilter {
  if (name === undefined) return { text: value };
  if (!isField(name))
    throw new QueryFault(at, `groups have no field "${name}": they have ${Object.keys(readers).join(", ")}`);
  const read = readers[name](value);
  if (typeof read === "string") throw new QueryFault(at + name.length + 1, `${name} ${read}`);
  return read;
}

const readers = {
  id: idsOf,
  state: statesOf,
  owner: (owner) => ({ owner }),
  connection: (connection) => ({ connection }),
  route: (route) => ({ route }),
  type: (type) => ({ type }),
  source: (source) => ({ source }),
  code: (code) => ({ code }),
  from: (value) => instantIn(value, (from) => ({ from })),
  to: (value) => instantIn(value, (to) => ({ to })),
} satisfies Readonly<Record<string, Reader>>;

const isField = (name: string): name is keyof typeof readers => Object.hasOwn(readers, name);

function idsOf(value: string): GroupFilter | string {
  const ids = value.split(",");
  const wrong = ids.find((id) => !uuidForm.test(id));
  return wrong === undefined ? { ids } : `is not "${wrong}": that is not the id of a group`;
}

function statesOf(value: string): GroupFilter | string {
  const states = value.split(",");
  const unknown = states.find((state) => !isState(state));
  if (unknown !== undefined) return `is not "${unknown}": there are ${groupStates.join(", ")}`;
  return { states: states.filter(isState) };
}

const isState = (state: string): state is GroupState => (groupStates as readonly string[]).includes(state);
