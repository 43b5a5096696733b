/** One line of Prometheus' text format. */
export type Series = {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
};

/** What is told under one name; of a histogram with its buckets, sums and counts. */
export type ReadFamily = {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly series: readonly Series[];
};

const comment = /^# (HELP|TYPE) ([a-z_][a-z0-9_]*) (.+)$/;
const sample = /^([a-z_][a-z0-9_]*)(?:\{(.*)\})? (NaN|[+-]Inf|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/;
const label = /([a-z_][a-z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/y;

/**
 * Reads Prometheus' text format (version 0.0.4) as strictly as its description says, independently of what wrote it.
 * @throws Error with the line that is none
 */
export function readExposition(text: string): ReadonlyMap<string, ReadFamily> {
  const families = new Map<string, ReadFamily & { series: Series[]; type: string }>();
  let current: (ReadFamily & { series: Series[]; type: string }) | undefined;
  if (!text.endsWith("\n")) throw new Error("the last line has no end");
  for (const line of text.split("\n").filter((each) => each !== "")) {
    const [, kind, name = "", said = ""] = comment.exec(line) ?? [];
    if (kind === "HELP") {
      if (families.has(name)) throw new Error(`${name} is there twice`);
      current = { name, help: said, type: "", series: [] };
      families.set(name, current);
    } else if (kind === "TYPE") {
      if (current?.name !== name || current.type !== "") throw new Error(`no HELP right before: ${line}`);
      current.type = said;
    } else {
      const series = readSeries(line);
      if (!current || !belongs(series.name, current)) throw new Error(`of no family: ${line}`);
      current.series.push(series);
    }
  }
  return families;
}

function readSeries(line: string): Series {
  const [whole, name = "", inside = "", value = ""] = sample.exec(line) ?? [];
  if (whole === undefined) throw new Error(`not a sample: ${line}`);
  const labels: Record<string, string> = {};
  label.lastIndex = 0;
  while (label.lastIndex < inside.length) {
    const [, key = "", text = ""] = label.exec(inside) ?? [];
    if (key === "" || key in labels) throw new Error(`not labels: ${line}`);
    labels[key] = text;
  }
  return { name, labels, value: Number(value.replace("Inf", "Infinity")) };
}

const suffixes: Readonly<Record<string, readonly string[]>> = {
  histogram: ["_bucket", "_sum", "_count"],
  summary: ["", "_sum", "_count"],
};

const belongs = (name: string, { name: family, type }: ReadFamily): boolean =>
  (suffixes[type] ?? [""]).some((suffix) => name === family + suffix);

/** What `promtool check metrics` and the rules of the format would find fault with. */
export function faultsIn(families: ReadonlyMap<string, ReadFamily>): readonly string[] {
  return [...families.values()].flatMap((family) => [
    ...nameFaults(family),
    ...duplicates(family),
    ...(family.type === "histogram" ? histogramFaults(family) : []),
  ]);
}

function nameFaults({ name, type, help, series }: ReadFamily): readonly string[] {
  const isCounted = type === "counter";
  return [
    ...(["gauge", "counter", "histogram", "summary"].includes(type) ? [] : [`${name}: no type`]),
    ...(help === "" ? [`${name}: no help`] : []),
    ...(isCounted !== name.endsWith("_total") ? [`${name}: only counters end in _total`] : []),
    ...(/_(milliseconds|minutes|ms|kilobytes|percent)(_|$)/.test(name) ? [`${name}: no base unit`] : []),
    ...(isCounted && series.some(({ value }) => !(value >= 0)) ? [`${name}: a negative counter`] : []),
    ...(series.some(({ value }) => Number.isNaN(value)) ? [`${name}: not a number`] : []),
  ];
}

function duplicates({ series }: ReadFamily): readonly string[] {
  const keys = series.map(keyOf);
  return keys.filter((key, n) => keys.indexOf(key) !== n).map((key) => `${key}: twice`);
}

/** What a series is known by. */
export const keyOf = ({ name, labels }: Omit<Series, "value">): string =>
  `${name}${JSON.stringify(labels, Object.keys(labels).toSorted())}`;

function histogramFaults({ name, series }: ReadFamily): readonly string[] {
  const withoutBound = ({ le: _le, ...labels }: Series["labels"]) => keyOf({ name, labels });
  return [...Map.groupBy(series, ({ labels }) => withoutBound(labels))].flatMap(([key, own]) => {
    const buckets = own.filter((each) => each.name === `${name}_bucket`);
    const bounds = buckets.map(({ labels: { le = "" } }) => Number(le.replace("Inf", "Infinity")));
    const count = own.find((each) => each.name === `${name}_count`)?.value;
    const sum = own.find((each) => each.name === `${name}_sum`)?.value;
    const grows = (numbers: readonly number[]) =>
      numbers.every((each, n) => n === 0 || each >= (numbers[n - 1] ?? 0));
    const isWhole = bounds.at(-1) === Infinity && buckets.at(-1)?.value === count && sum !== undefined;
    return isWhole && grows(bounds) && grows(buckets.map(({ value }) => value))
      ? []
      : [`${key}: no histogram`];
  });
}
