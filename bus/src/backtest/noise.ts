/** Headers that say who sends and which try it is, and nothing of what is asked. */
const always = ["header.user-agent", "header.traceparent", "header.x-request-id", "header.date"];

/** Whether a place is left out: one that is always, or that is named, or that is below a named one. */
export function noiseOf(ignored: readonly string[]): (place: string) => boolean {
  const paths = [...always, ...ignored];
  return (place) => paths.some((path) => place === path || place.startsWith(`${path}/`));
}
