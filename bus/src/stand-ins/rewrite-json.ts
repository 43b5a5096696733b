/** A string or a number in a JSON text, and where: keys, with `*` for every item. */
export type Leaf = {
  readonly path: readonly string[];
  /** What the string says, or how the number is spelled. */
  readonly value: string;
  readonly kind: "string" | "number";
};

/** The new value of a leaf or key; of a number its new digits. What is undefined stays as it is spelled. */
export type Rewriting = {
  readonly leaf: (leaf: Leaf) => string | undefined;
  readonly key?: (key: string) => string;
};

type Frame = { readonly isArray: boolean; key: string; expectsKey: boolean };

const tokens = /"[^"\\]*(?:\\[^][^"\\]*)*(?:"|$)|-?\d[\d.eE+-]*|[{}[\],:]/g;

/**
 * Rewrites strings and numbers of a JSON text and leaves everything else as it is, digit for digit and blank for blank; also
 * where the text is cut off, or is otherwise no JSON.
 */
export function rewriteJson(text: string, { leaf, key = (name) => name }: Rewriting): string {
  const frames: Frame[] = [];
  const pathHere = () => frames.map(({ isArray, key: name }) => (isArray ? "*" : name));
  return text.replace(tokens, (token) => {
    const frame = frames.at(-1);
    const first = token[0] ?? "";
    if (first === '"') {
      const value = decoded(token);
      if (frame?.expectsKey) {
        frame.key = value;
        return respelled(token, key(value));
      }
      return respelled(token, leaf({ path: pathHere(), value, kind: "string" }));
    }
    if (isStructure(first)) step(frames, frame, first);
    else return leaf({ path: pathHere(), value: token, kind: "number" }) ?? token;
    return token;
  });
}

const isStructure = (character: string): boolean => "{}[],:".includes(character);

function step(frames: Frame[], frame: Frame | undefined, character: string): void {
  if (character === "{") frames.push({ isArray: false, key: "", expectsKey: true });
  else if (character === "[") frames.push({ isArray: true, key: "", expectsKey: false });
  else if (character === "}" || character === "]") frames.pop();
  else if (frame && !frame.isArray) frame.expectsKey = character === ",";
}

function decoded(token: string): string {
  try {
    return String(JSON.parse(token));
  } catch {
    return token.slice(1).replace(/"$/, "");
  }
}

/** A string that does not end is left open. */
function respelled(token: string, value: string | undefined): string {
  if (value === undefined || value === decoded(token)) return token;
  const spelled = JSON.stringify(value);
  return token.length > 1 && token.endsWith('"') ? spelled : spelled.slice(0, -1);
}
