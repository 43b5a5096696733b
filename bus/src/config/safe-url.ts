/** Whether a URL is https, or on this machine: what it answers is believed. */
export function isSafeUrl(text: string): boolean {
  const url = URL.parse(text);
  if (!url) return false;
  const local = ["localhost", "[::1]"].includes(url.hostname) || /^127(\.\d{1,3}){3}$/.test(url.hostname);
  return url.protocol === "https:" || (url.protocol === "http:" && local);
}
