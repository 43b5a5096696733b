/** A parsed `Content-Type`, in lower case. */
export interface MediaType {
  readonly type: string;
  readonly charset: string | undefined;
}

const pattern = /^\s*([\w!#$&^.+-]+\/[\w!#$&^.+-]+)\s*(?:;.*)?$/;
const charsetPattern = /;\s*charset\s*=\s*"?([^\s;"]+)"?/i;

/** Parses a `Content-Type`, or answers undefined when there is none or it is malformed. */
export function mediaTypeOf(contentType: string | undefined): MediaType | undefined {
  const type = pattern.exec(contentType ?? "")?.[1]?.toLowerCase();
  if (type === undefined) return undefined;
  return { type, charset: charsetPattern.exec(contentType ?? "")?.[1]?.toLowerCase() };
}

/** `application/json`, `text/json` or anything `+json`, in UTF-8 (which JSON always is, RFC 8259 §8.1). */
export const isJson = (media: MediaType): boolean =>
  isUtf8(media) && /^(?:.*\/json|.*\+json)$/.test(media.type);

/** Whether no other charset than UTF-8 (or its subset ASCII) is claimed. */
export const isUtf8 = ({ charset }: MediaType): boolean =>
  charset === undefined || charset === "utf-8" || charset === "utf8" || charset === "us-ascii";
