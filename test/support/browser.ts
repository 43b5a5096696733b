/** A browser as far as log-ins need one: it keeps cookies by host, and follows redirects one by one. */
export function openBrowser() {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (url: string | URL) => {
    const { host } = new URL(url);
    const jar = jars.get(host) ?? new Map<string, string>();
    jars.set(host, jar);
    return jar;
  };

  /** One request, with the cookies of its host. */
  async function ask(url: string | URL, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    const jar = jarOf(url);
    if (jar.size > 0) headers.set("cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await fetch(url, { ...init, headers, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "" || /max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  /** Follows redirects until one leads to an address that begins so, or there is none; gives where it is, unasked if it leads there. */
  async function follow(url: string | URL, until: string): Promise<{ url: URL; response?: Response }> {
    let at = new URL(url);
    for (let hop = 0; hop < 12; hop += 1) {
      if (at.href.startsWith(until)) return { url: at };
      const response = await ask(at);
      const next = response.headers.get("location");
      if (next === null) return { url: at, response };
      await response.body?.cancel();
      at = new URL(next, at);
    }
    throw new Error(`${at.origin} redirects without end`);
  }
  return { ask, follow, jarOf };
}
