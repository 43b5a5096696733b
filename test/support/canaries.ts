import { checkData, fieldClasses, isRecord, type Contract } from "@spindlebus/contracts";

/** A personal value that is found again wherever it goes. */
export type Canaries = {
  /** An example of the contract with a canary in every personal and sensitive field that its examples have. */
  readonly plant: (contract: Contract) => readonly unknown[];
  /** A canary in no particular field. */
  readonly one: (where: string) => string;
  /** A secret that somebody else has made is a canary, too. */
  readonly mark: (secret: string, where: string) => void;
  /** Those that a text shows, each with where it was planted. */
  readonly foundIn: (text: string) => readonly string[];
  readonly count: () => number;
};

/** Opens a cage: canaries are told from each other, so that a find says which field it came from. */
export function openCanaries(): Canaries {
  const planted = new Map<string, string>();
  const one = (where: string) => {
    const name = `Augusta${String(planted.size).padStart(4, "0")}x`;
    planted.set(name, where);
    return name;
  };
  const phone = (name: string, where: string) => {
    const number = `+1555${name.replaceAll(/\D/g, "").padStart(7, "2")}`;
    planted.set(number, where);
    return number;
  };
  return {
    one,
    mark(secret, where) {
      if (secret.length < 8) throw new Error(`${where} would be found anywhere`);
      planted.set(secret, where);
    },
    plant: (contract) => contract.examples.map((example) => planting(contract, example, { one, phone })),
    foundIn: (text) => [...planted].flatMap(([name, where]) => (text.includes(name) ? [where] : [])),
    count: () => planted.size,
  };
}

type Cage = Pick<Canaries, "one"> & { readonly phone: (name: string, where: string) => string };

function planting(contract: Contract, example: unknown, { one, phone }: Cage): unknown {
  const copy: unknown = structuredClone(example);
  for (const { pointer, class: kind } of fieldClasses(contract)) {
    if (kind === "locked") continue;
    for (const { holder, key } of textsAt(copy, pointer.split("/").slice(1))) {
      const was = holder[key];
      const where = `${contract.type}${pointer}`;
      const name = one(where);
      // What a field takes is its contract's to say: a text, an address, a number. Of dates and four digits none can be told.
      const fits = [name, `${name}@mail.example`, phone(name, where)].some((value) => {
        holder[key] = value;
        return checkData(contract, copy).ok;
      });
      if (!fits) holder[key] = was;
    }
  }
  return copy;
}

type TextAt = { readonly holder: Record<string, unknown>; readonly key: string };

/** Every text in a place and below it; keys of lists are their numbers. */
function textsAt(data: unknown, [step, ...rest]: readonly string[]): readonly TextAt[] {
  if (!isRecord(data) && !Array.isArray(data)) return [];
  const holder = data as Record<string, unknown>; // as: a list is written by its numbers
  const keys =
    step === undefined || step === "*" ? Object.keys(holder) : [step].filter((key) => key in holder);
  return keys.flatMap((key) => {
    if (step === undefined && namesVendor.has(key)) return [];
    const isPlace = rest.length === 0 && typeof holder[key] === "string";
    return isPlace ? [{ holder, key }] : textsAt(holder[key], step === undefined ? [] : rest);
  });
}

/** Of an id at a vendor: whose it is and what it names is nobody's secret. */
const namesVendor = new Set(["vendor", "account", "type"]);
