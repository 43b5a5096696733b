// @ts-check
// Lists failures with the token that the person gives; it stays in this tab. Everything is shown as text, never as HTML.

const element = (/** @type {string} */ id) => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
};

const status = element("status");
const table = element("failures");
const more = element("more");
const remembered = "spindle token";

/** @type {string | null} */
let next = null;

/** Relative, so that the page also works below another path. */
async function ask(/** @type {string} */ path) {
  const response = await fetch(`api/v1/${path}`, {
    headers: { authorization: `Bearer ${sessionStorage.getItem(remembered) ?? ""}` },
  });
  const body = await response.json();
  if (response.ok) return body;
  if (response.status === 401) sessionStorage.removeItem(remembered);
  throw new Error(`${body.title}. ${body.detail}`);
}

async function list(/** @type {string | null} */ cursor) {
  status.textContent = "Loading …";
  const { data, next: after } = await ask(
    `failures?limit=50${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`,
  );
  const rows = data.map(rowOf);
  const body = table.querySelector("tbody");
  if (cursor) body?.append(...rows);
  else body?.replaceChildren(...rows);
  next = after;
  table.hidden = !cursor && data.length === 0;
  more.hidden = next === null;
  status.textContent = table.hidden ? "Nothing has failed." : "";
}

function rowOf(/** @type {any} */ failure) {
  const { id, lastFailedAt, route, type, entityKey, state, attempts, error } = failure;
  const row = document.createElement("tr");
  const open = document.createElement("button");
  open.className = "link";
  open.textContent = new Date(lastFailedAt).toLocaleString();
  open.addEventListener("click", () => guard(() => show(id)));
  const cells = [
    open,
    route,
    [type, entityKey].filter(Boolean).join(" "),
    state,
    attempts,
    error ? `${error.code}: ${error.message}` : "",
  ];
  for (const content of cells) {
    const cell = document.createElement("td");
    cell.append(content instanceof Node ? content : String(content));
    row.append(cell);
  }
  return row;
}

async function show(/** @type {string} */ id) {
  const path = `failures/${encodeURIComponent(id)}`;
  const [failure, attempts, history] = await Promise.all([
    ask(path),
    ask(`${path}/attempts`),
    ask(`${path}/history`),
  ]);
  element("one-title").textContent = id;
  element("replay").textContent = `npx spindle replay --ids ${id} --reason "…"`;
  element("story").textContent = JSON.stringify(
    { failure, attempts: attempts.data, history: history.data },
    null,
    2,
  );
  element("one").hidden = false;
  element("one").focus();
}

/** Whatever goes wrong is said on the page. */
function guard(/** @type {() => Promise<void>} */ run) {
  run().catch((/** @type {unknown} */ error) => {
    status.textContent = error instanceof Error ? error.message : String(error);
  });
}

element("sign-in").addEventListener("submit", (event) => {
  event.preventDefault();
  const input = /** @type {HTMLInputElement} */ (element("token"));
  sessionStorage.setItem(remembered, input.value.trim());
  input.value = "";
  guard(() => list(null));
});
more.addEventListener("click", () => guard(() => list(next)));
if (sessionStorage.getItem(remembered)) guard(() => list(null));
