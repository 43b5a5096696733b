/** Gives numbers from 0 to 1, the same ones in the same order each time. */
export type Draw = () => number;

/** A value that looks like the given one and says nothing of it: same kind, same length, same classes of characters. */
export function shapedLike(value: string, draw: Draw): string {
  for (const { is, like } of kinds) if (is.test(value)) return like(value, draw);
  return characters(value, draw);
}

type Kind = { readonly is: RegExp; readonly like: (value: string, draw: Draw) => string };

const kinds: readonly Kind[] = [
  // Nobody can be written to at example.com (RFC 2606).
  {
    is: /^[^\s@]+@[^\s@]+$/,
    like: (value, draw) => `${characters(value.replace(/@.*$/s, ""), draw)}@example.com`,
  },
  { is: /^https?:\/\//i, like: (value, draw) => `https://example.com${characters(pathOf(value), draw)}` },
  { is: /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i, like: uuid },
  { is: /^(?=.*\d)(?=.*[a-f])[\da-f]{16,}$/i, like: (value, draw) => hexDigits(value, draw) },
  { is: /^\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])(?!\d)/, like: day },
  // 555 is no area code; other countries keep the country alone.
  { is: /^\+1\d{10}$/, like: (value, draw) => `+1555${digits(value.slice(5), draw)}` },
  { is: /^\+\d{7,15}$/, like: (value, draw) => value.slice(0, 3) + digits(value.slice(3), draw) },
  // A vendor tells by it what the id names: cus_…, ch_….
  { is: /^[a-z]{2,5}_(?=[A-Za-z]*\d)[A-Za-z\d]{8,}$/, like: prefixed },
];

const pathOf = (url: string): string => url.replace(/^https?:\/\/[^/?#]*/i, "");

function prefixed(value: string, draw: Draw): string {
  const end = value.indexOf("_") + 1;
  return value.slice(0, end) + characters(value.slice(end), draw);
}

/** The version and the variant stay, for those who check them. */
function uuid(value: string, draw: Draw): string {
  return value.replace(/./g, (each, at: number) => (at === 14 || at === 19 ? each : hexDigits(each, draw)));
}

const hexDigits = (value: string, draw: Draw): string =>
  value.replace(/[\da-f]/gi, (each) => cased(pick("0123456789abcdef", draw), each));

function day(value: string, draw: Draw): string {
  const two = (most: number) => String(1 + Math.floor(draw() * most)).padStart(2, "0");
  return `${1950 + Math.floor(draw() * 50)}-${two(12)}-${two(28)}${value.slice(10)}`;
}

const digits = (value: string, draw: Draw): string => value.replace(/\d/g, () => pick("0123456789", draw));

/** Letter for letter and digit for digit; leading zeros, blanks and signs stay, since a vendor may stumble over those. */
export function characters(value: string, draw: Draw): string {
  const zeros = /^0*/.exec(value)?.[0].length ?? 0;
  return value.replace(/[\p{L}\p{N}]/gu, (each, at: number) => {
    if (/\d/.test(each)) return at < zeros ? each : pick(at === zeros ? "123456789" : "0123456789", draw);
    if (/[a-z]/i.test(each)) return cased(pick("abcdefghijklmnopqrstuvwxyz", draw), each);
    return foreign(each, draw);
  });
}

/** Beyond ASCII a letter stays beyond it: that alone may be what failed. */
function foreign(letter: string, draw: Draw): string {
  const alike = scripts.find(({ is }) => is.test(letter));
  return alike ? cased(pick(alike.letters, draw), letter) : letter;
}

const scripts = [
  { is: /\p{Script=Latin}/u, letters: "àéîõüçñøłž" },
  { is: /\p{Script=Greek}/u, letters: "αβγδεζηθ" },
  { is: /\p{Script=Cyrillic}/u, letters: "абвгдежз" },
  { is: /\p{Script=Hiragana}/u, letters: "あいうえおか" },
  { is: /\p{Script=Han}/u, letters: "字文書店町" },
] as const;

const cased = (picked: string, like: string): string =>
  like === like.toUpperCase() && like !== like.toLowerCase() ? picked.toUpperCase() : picked;

const pick = (from: string, draw: Draw): string => from[Math.floor(draw() * from.length)] ?? "";
