import { failureStates, noGroup, type FailureFilter, type FailureState } from "../operations/failures.ts";

/** What a value of a field asks for, or what is wrong with it. */
type Reader = (value: string) => FailureFilter | string;

/** An id as it is written. */
export const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const idBeginning = /^[0-9a-f]{1,8}$|^[0-9a-f]{8}-[0-9a-f-]{0,27}$/i;
const instant = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

/** The fields of a query, under the names of the API's parameters. */
export const fieldReaders = {
  state: statesOf,
  route: (route) => ({ route }),
  connection: (connection) => ({ connection }),
  type: (type) => ({ type }),
  group: (group) => (group === noGroup || uuidForm.test(group) ? { group } : "is not the id of a group"),
  entityKey: (entityKey) => ({ entityKey }),
  reference: (reference) => ({ reference }),
  message: (message) => (idBeginning.test(message) ? { message } : "is not the beginning of a message's id"),
  code: (code) => ({ code }),
  attempts: attemptsOf,
  day: (day) => (isDay(day) ? { day } : "is not a day such as 2026-11-23"),
  from: (value) => instantIn(value, (from) => ({ from })),
  to: (value) => instantIn(value, (to) => ({ to })),
} satisfies Readonly<Record<string, Reader>>;

export type FieldName = keyof typeof fieldReaders;

function statesOf(value: string): FailureFilter | string {
  const states = value.split(",");
  const unknown = states.find((state) => !isState(state));
  if (unknown !== undefined) return `is not "${unknown}": there are ${failureStates.join(", ")}`;
  return { states: states.filter(isState) };
}

const isState = (state: string): state is FailureState =>
  (failureStates as readonly string[]).includes(state);

const attemptsForm = /^(?:(>=?|<=?)?(\d{1,6})|(\d{1,6})\.\.(\d{1,6}))$/;

/** `3`, `>3`, `>=3`, `<3`, `<=3` or `2..5`. */
export function attemptsOf(value: string): Pick<FailureFilter, "attempts"> | string {
  const [all, sign, bound, first, last] = attemptsForm.exec(value) ?? [];
  if (all === undefined) return "is a number, with >, >=, < or <= before it, or two with .. between them";
  if (bound === undefined) return { attempts: { min: Number(first), max: Number(last) } };
  const n = Number(bound);
  if (sign === ">") return { attempts: { min: n + 1 } };
  if (sign === ">=") return { attempts: { min: n } };
  if (sign === "<") return { attempts: { max: n - 1 } };
  return { attempts: sign === "<=" ? { max: n } : { min: n, max: n } };
}

/** Whether it is a day, as `2026-11-23`. */
export const isDay = (value: string): boolean => value.length === 10 && isInstant(value);

/** What an instant or a day asks for, or what is wrong with it. A day begins at 0:00 UTC. */
export const instantIn = <Filter>(value: string, asks: (instant: string) => Filter): Filter | string =>
  isInstant(value) ? asks(instantOf(value)) : notInstant;

const notInstant = "is not an instant as RFC 3339 writes it, nor a day such as 2026-11-23";

const isInstant = (value: string): boolean => instant.test(value) && !Number.isNaN(Date.parse(value));
const instantOf = (value: string): string => (value.length === 10 ? `${value}T00:00:00Z` : value);
